//! The words that travel with the part that says them.
//!
//! The linker lays all constants into the data of the one module, which is the first
//! page's. What only a later part reads there is a few kilobytes on the wire that
//! the first page waits for in vain. A text can follow its readers: nothing points into the middle of it, nothing
//! is read beside it, and it points at nothing itself. Where each constant begins and ends is in the linker's map.
//!
//! A text goes only if every function and every table that may name its place belongs to that part or to one after it.
//! Whatever looks like a place is taken for one, so a text may stay without need, and never goes against it.

use super::ALONE;
use super::reading::Reading;
use crate::Outcome;
use crate::module::unreadable;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use wasmparser::{BinaryReaderError, FunctionBody, Operator};

/// A text so short is not worth its place in a part.
const SHORT: usize = 6;
/// A loop may begin so far before a text or end so far behind it, in bytes.
const NEAR: u32 = 8;
/// Tables are read by numbers that begin anywhere: their place may be named by one so far from it, in bytes.
const FAR: u32 = 512;

/// Where a constant stands in memory.
pub type Place = Range<u32>;

/// What the linker's map says of constants without a name, such as what stands between quotes: where each is.
pub fn places(map: &str) -> Outcome<Vec<Place>> {
    let mut places = Vec::new();
    for line in map.lines() {
        // Address, place in the file, size, all of them hexadecimal, then file and section.
        let mut words = line.split_ascii_whitespace();
        let mut number = || words.next().and_then(|it| u32::from_str_radix(it, 16).ok());
        let (Some(start), Some(_), Some(size)) = (number(), number(), number()) else {
            continue;
        };
        if line.contains(":(.rodata..Lanon.") && size > 0 {
            places.push(start..start + size);
        }
    }
    places.sort_unstable_by_key(|place| (place.start, place.end));
    if places.is_empty() {
        return Err("the linker's map names no constants".into());
    }
    Ok(places)
}

/// Where every word may lead that a function names: constants, and what is added to an address.
fn named(body: &FunctionBody<'_>) -> Result<Vec<u32>, BinaryReaderError> {
    use Operator::*;
    let mut named = Vec::new();
    for operator in body.get_operators_reader()? {
        match operator? {
            I32Const { value } => named.push(value as u32),
            I64Const { value } => named.extend([value as u32, (value >> 32) as u32]),
            I32Load { memarg }
            | I64Load { memarg }
            | F32Load { memarg }
            | F64Load { memarg }
            | I32Load8S { memarg }
            | I32Load8U { memarg }
            | I32Load16S { memarg }
            | I32Load16U { memarg }
            | I64Load8S { memarg }
            | I64Load8U { memarg }
            | I64Load16S { memarg }
            | I64Load16U { memarg }
            | I64Load32S { memarg }
            | I64Load32U { memarg }
            | I32Store { memarg }
            | I64Store { memarg }
            | F32Store { memarg }
            | F64Store { memarg }
            | I32Store8 { memarg }
            | I32Store16 { memarg }
            | I64Store8 { memarg }
            | I64Store16 { memarg }
            | I64Store32 { memarg } => named.push(memarg.offset as u32),
            _ => (),
        }
    }
    Ok(named)
}

/// A text that goes.
pub struct Text<'a> {
    pub place: Place,
    /// With which part.
    pub part: usize,
    pub bytes: &'a [u8],
}

/// One constant, or what lies between two.
struct Piece<'a> {
    place: Place,
    bytes: &'a [u8],
    is_text: bool,
}

impl Piece<'_> {
    /// What this piece may point at.
    fn points_at(&self) -> impl Iterator<Item = u32> {
        let skipped = self.place.start.next_multiple_of(4) - self.place.start;
        let words = self.bytes.get(skipped as usize..).unwrap_or_default();
        words
            .chunks_exact(4)
            .map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]]))
    }
}

/// What people or the browser read. A table of signs, which a function may read by numbers that begin anywhere, has
/// them in their order.
fn is_text(bytes: &[u8]) -> bool {
    let rises = |run: &[u8]| {
        run.windows(2)
            .all(|pair| pair[1] == pair[0].wrapping_add(1))
    };
    bytes.len() >= SHORT
        && !bytes.windows(4).any(rises)
        && str::from_utf8(bytes).is_ok_and(|text| !text.chars().any(char::is_control))
}

/// All of the data in pieces, in their order.
fn pieces<'a>(read: &Reading<'a>, places: &[Place]) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    for (start, data) in &read.data {
        let end = start + data.len() as u32;
        let mut add = |place: Place, known: bool| {
            if !place.is_empty() {
                let bytes = &data[(place.start - start) as usize..(place.end - start) as usize];
                let is_text = known && is_text(bytes);
                pieces.push(Piece {
                    place,
                    bytes,
                    is_text,
                });
            }
        };
        let mut at = *start;
        for place in places {
            if place.start >= at && place.end <= end {
                add(at..place.start, false);
                add(place.clone(), true);
                at = place.end;
            }
        }
        add(at..end, false);
    }
    pieces
}

/// The last part that is there wherever one of these two is.
fn before_both(one: usize, other: usize) -> usize {
    match one.min(other) {
        _ if one == other => one,
        // It comes without those between.
        _ if one == ALONE || other == ALONE => 0,
        first => first,
    }
}

/// The texts that go, in the order of their places; `shortest` says of a part how short a text may be
/// that it takes along, in bytes.
pub fn moved<'a>(
    read: &Reading<'a>,
    parts: &BTreeMap<u32, usize>,
    copies: &BTreeSet<u32>,
    places: &[Place],
    shortest: impl Fn(usize) -> usize,
) -> Outcome<Vec<Text<'a>>> {
    let pieces = pieces(read, places);
    // The first part that may read each piece.
    let mut readers: Vec<Option<usize>> = vec![None; pieces.len()];
    let mut left: Vec<(u32, usize)> = Vec::new();
    for (function, part) in parts {
        let body = &read.bodies[(function - read.imported) as usize];
        let named = named(body).map_err(unreadable)?;
        let also = copies.contains(function).then_some(ALONE);
        for part in also.into_iter().chain([*part]) {
            left.extend(named.iter().map(|at| (*at, part)));
        }
    }
    let reach = |left: &mut Vec<(u32, usize)>, readers: &mut Vec<Option<usize>>| {
        while let Some((at, part)) = left.pop() {
            let first = pieces.partition_point(|piece| piece.place.end.saturating_add(FAR) < at);
            for (piece, reader) in pieces[first..].iter().zip(&mut readers[first..]) {
                let far = if piece.is_text { NEAR } else { FAR };
                if piece.place.start > at.saturating_add(FAR) {
                    break;
                }
                let near =
                    piece.place.start <= at.saturating_add(far) && at <= piece.place.end + far;
                let all = reader.map_or(part, |reader| before_both(reader, part));
                if near && *reader != Some(all) {
                    *reader = Some(all);
                    if !piece.is_text {
                        left.extend(piece.points_at().map(|at| (at, all)));
                    }
                }
            }
        }
    };
    reach(&mut left, &mut readers);
    // What nobody seems to read may be read by whoever comes first, and so may what that points at.
    for (piece, reader) in pieces.iter().zip(readers.clone()) {
        if reader.is_none() {
            left.extend(piece.points_at().map(|at| (at, 0)));
        }
    }
    reach(&mut left, &mut readers);
    let texts = pieces.iter().zip(&readers).filter_map(|(piece, reader)| {
        let part = reader.filter(|part| *part > 0 && piece.is_text)?;
        if piece.bytes.len() < shortest(part) {
            return None;
        }
        Some(Text {
            place: piece.place.clone(),
            part,
            bytes: piece.bytes,
        })
    });
    Ok(texts.collect())
}

#[cfg(test)]
#[path = "texts_tests.rs"]
mod tests;
