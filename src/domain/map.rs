//! A drawn map of the districts, where places lie on it, and which part of it is in sight.
//!
//! The drawing is data (`map` in `config.json`): outlines as SVG paths in its own units, and a linear projection, so
//! that no map service is asked and any city can have its own.

use super::area::Area;
use super::geo;
use super::read::{self, Read, Value, line, needed, raw};
use super::venue::{Datum, Point};

/// A place on the drawing, in its units.
pub type Place = (f64, f64);

/// A district on the map.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// The district.
    pub id: String,
    /// An SVG path; empty for what has no outline of its own and is a point.
    pub outline: String,
    /// Where its name stands.
    pub at: Place,
    /// Half of the width that its name has there.
    pub room: f64,
}

/// A part of the map to look at closely.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    pub name: String,
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

/// The drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct Sketch {
    /// What the drawing is and is not, for the reader.
    pub about: String,
    pub width: f64,
    pub height: f64,
    /// The corner in degrees, and the units of a degree.
    west: f64,
    north: f64,
    east_units: f64,
    south_units: f64,
    datum: Datum,
    pub shapes: Vec<Shape>,
    pub frames: Vec<Frame>,
}

/// A list of numbers.
fn numbers(value: Value, name: &str) -> Vec<f64> {
    read::list(value.get(name), 4, &mut |number| number.as_f64())
}

impl Read for Shape {
    fn read(value: Value) -> Option<Self> {
        let &[x, y] = numbers(value, "at").as_slice() else {
            return None;
        };
        // Letters and numbers of a path, or none.
        let outline = raw(value, "outline");
        let plain = |byte| b" ,.-".contains(&byte) || byte.is_ascii_alphanumeric();
        let outline = if outline.bytes().all(plain) {
            outline
        } else {
            ""
        };
        Some(Self {
            id: needed(value, "id")?,
            outline: outline.to_owned(),
            at: (x, y),
            room: value.get("room").as_f64().unwrap_or(0.0),
        })
    }
}

impl Read for Frame {
    fn read(value: Value) -> Option<Self> {
        let &[left, top, width, height] = numbers(value, "box").as_slice() else {
            return None;
        };
        (width > 0.0 && height > 0.0).then_some(())?;
        Some(Self {
            name: needed(value, "name")?,
            left,
            top,
            width,
            height,
        })
    }
}

impl Sketch {
    /// Reads the file; nothing, if it is no map.
    pub fn decode(text: &str) -> Option<Self> {
        let document = read::document(text)?;
        let value = document.root();
        let number = |name: &str| value.get(name).as_f64();
        let positive = |name: &str| number(name).filter(|number| *number > 0.0);
        let sketch = Self {
            about: line(value, "about"),
            width: positive("width")?,
            height: positive("height")?,
            west: number("west")?,
            north: number("north")?,
            east_units: positive("x")?,
            south_units: positive("y")?,
            datum: Point::datum(value),
            shapes: read::all(value, "shapes"),
            frames: read::all(value, "frames"),
        };
        (!sketch.shapes.is_empty()).then_some(sketch)
    }

    /// Where a point lies on the drawing; perhaps beyond its edges.
    pub fn place(&self, point: Point) -> Place {
        let point = match self.datum {
            Datum::Gcj02 => geo::gcj02(point),
            Datum::Wgs84 => geo::wgs84(point),
        };
        (
            (point.lng - self.west) * self.east_units,
            (self.north - point.lat) * self.south_units,
        )
    }

    /// The part of the map that is in sight.
    pub fn in_sight(&self, eye: Eye) -> Area {
        let (half, high) = (self.width / eye.zoom / 2.0, self.height / eye.zoom / 2.0);
        Area {
            west: self.west + (eye.x - half) / self.east_units,
            south: self.north - (eye.y + high) / self.south_units,
            east: self.west + (eye.x + half) / self.east_units,
            north: self.north - (eye.y - high) / self.south_units,
            datum: self.datum,
        }
    }

    /// A part of the map on the drawing, as a frame without a name.
    pub fn frame(&self, area: &Area) -> Frame {
        let place = |lng, lat| {
            let datum = area.datum;
            self.place(Point { lng, lat, datum })
        };
        let (left, top) = place(area.west, area.north);
        let (right, foot) = place(area.east, area.south);
        Frame {
            name: String::new(),
            left,
            top,
            width: right - left,
            height: foot - top,
        }
    }

    pub fn holds(&self, (x, y): Place) -> bool {
        (0.0..=self.width).contains(&x) && (0.0..=self.height).contains(&y)
    }
}

/// Nearer than this nobody needs to look.
const ZOOM_MAX: f64 = 16.0;

/// What is in sight: the middle, in units of the drawing, and how many times nearer than the whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Eye {
    pub zoom: f64,
    pub x: f64,
    pub y: f64,
}

impl Eye {
    /// The whole drawing.
    pub fn whole(sketch: &Sketch) -> Self {
        Self {
            zoom: 1.0,
            x: sketch.width / 2.0,
            y: sketch.height / 2.0,
        }
    }

    /// A part of it, as near as it fits.
    pub fn on(frame: &Frame, sketch: &Sketch) -> Self {
        let zoom = (sketch.width / frame.width).min(sketch.height / frame.height);
        Self {
            zoom,
            x: frame.left + frame.width / 2.0,
            y: frame.top + frame.height / 2.0,
        }
        .within(sketch)
    }

    /// So many times nearer.
    pub fn nearer(self, times: f64, sketch: &Sketch) -> Self {
        let zoom = self.zoom * times;
        Self { zoom, ..self }.within(sketch)
    }

    /// So many times nearer, and moved so that what was at `from` is at `to`: a finger, two fingers, or the wheel. Both
    /// count from the middle of the picture, in units that the drawing has when it is seen whole.
    pub fn drawn(self, times: f64, from: Place, to: Place, sketch: &Sketch) -> Self {
        let zoom = (self.zoom * times).clamp(1.0, ZOOM_MAX);
        Self {
            zoom,
            x: self.x + from.0 / self.zoom - to.0 / zoom,
            y: self.y + from.1 / self.zoom - to.1 / zoom,
        }
        .within(sketch)
    }

    /// Moved to a place, unless it is in sight.
    pub fn with(self, (x, y): Place, sketch: &Sketch) -> Self {
        let (half, high) = (
            sketch.width / self.zoom / 2.0,
            sketch.height / self.zoom / 2.0,
        );
        if (x - self.x).abs() < half && (y - self.y).abs() < high {
            return self;
        }
        Self { x, y, ..self }.within(sketch)
    }

    /// Moved by so many units of the drawing.
    pub fn moved(self, east: f64, south: f64, sketch: &Sketch) -> Self {
        Self {
            x: self.x + east,
            y: self.y + south,
            ..self
        }
        .within(sketch)
    }

    /// Never beyond the drawing's edges, never nearer than makes sense.
    fn within(self, sketch: &Sketch) -> Self {
        // As good as whole is whole.
        let zoom = if self.zoom < 1.01 {
            1.0
        } else {
            self.zoom.min(ZOOM_MAX)
        };
        let (half, high) = (sketch.width / zoom / 2.0, sketch.height / zoom / 2.0);
        Self {
            zoom,
            x: self.x.max(half).min(sketch.width - half),
            y: self.y.max(high).min(sketch.height - high),
        }
    }

    pub fn is_whole(self) -> bool {
        self.zoom <= 1.0
    }
}

/// Places that stand too close together to be told apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Cluster {
    /// Where its first place lies.
    pub at: Place,
    /// Its places, by their numbers.
    pub members: Vec<usize>,
}

/// Puts each place to the first cluster that is nearer than `reach`, or makes it a new one, at most `most` of them:
/// the rest joins the nearest.
pub fn clusters(places: &[(usize, Place)], reach: f64, most: usize) -> Vec<Cluster> {
    let mut found: Vec<Cluster> = Vec::new();
    for &(number, at) in places {
        let (mut nearest, mut least) = (None, f64::INFINITY);
        for (which, cluster) in found.iter().enumerate() {
            let (east, south) = (cluster.at.0 - at.0, cluster.at.1 - at.1);
            let far = east * east + south * south;
            if far < least {
                (nearest, least) = (Some(which), far);
            }
        }
        let full = found.len() >= most;
        match nearest.filter(|_| full || least < reach * reach) {
            Some(which) => found[which].members.push(number),
            None => found.push(Cluster {
                at,
                members: vec![number],
            }),
        }
    }
    found
}

/// The middle of something that takes room, and half of its width and height.
pub type Span = (Place, Place);

fn touches(one: &Span, other: &Span) -> bool {
    (one.0.0 - other.0.0).abs() < one.1.0 + other.1.0
        && (one.0.1 - other.0.1).abs() < one.1.1 + other.1.1
}

/// How far down each name stands from its place, so that it touches nothing that is `taken` and no name before it; it
/// moves by whole steps, two at most. One that finds no such place stands over what is taken, one that is in the way of
/// another name not at all.
pub fn apart(taken: &[Span], names: &[Span], step: f64) -> Vec<Option<f64>> {
    let mut standing: Vec<Span> = Vec::new();
    let mut shifts = Vec::with_capacity(names.len());
    for (middle, half) in names {
        let moved = |steps: f64| ((middle.0, middle.1 + steps * step), *half);
        let free = |steps: f64, all: &[Span]| !all.iter().any(|one| touches(one, &moved(steps)));
        let mut shift = free(0.0, &standing).then_some(0.0);
        for steps in [2.0, -2.0, 1.0, -1.0, 0.0] {
            if free(steps, &standing) && free(steps, taken) {
                shift = Some(steps);
            }
        }
        standing.extend(shift.map(moved));
        shifts.push(shift.map(|steps| steps * step));
    }
    shifts
}

#[cfg(test)]
#[path = "map_tests.rs"]
mod tests;
