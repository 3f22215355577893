//! The workbooks. Every cell is text: what looks like a formula is none, and what looks like a day stays as it was typed.

use super::of::{columns, sheets};
use crate::Outcome;
use crate::import::{MOST_LETTERS, Table, Terms, Vocabulary};
use kepu_day::words::sheet::{
    ACTIVITIES, BOOKING, GUIDE, GUIDE_HEADINGS, KINDS, NO_BOOKING, SAME_NAMES, STATUSES, WHO, YEAR,
    YEAR_HEADINGS,
};
use kepu_day::words::table::Column;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, Format, FormatAlign, Workbook, Worksheet,
    XlsxError,
};
use serde_json::Value;

/// Rows of the blank sheet that offer words to choose from.
const ROWS: u32 = 2_000;
/// Letters of all words together that a cell may offer.
const MOST_OFFERED: usize = 250;

fn failed(error: XlsxError) -> String {
    format!("the spreadsheet cannot be made: {error}")
}

fn heading() -> Format {
    Format::new()
        .set_bold()
        .set_background_color(Color::RGB(0xe8_f1_ec))
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
}

fn text() -> Format {
    Format::new()
        .set_num_format("@")
        .set_align(FormatAlign::Top)
}

/// The spreadsheet to fill in, with the words of a year.
///
/// # Errors
/// One line.
pub fn blank(year: &Value) -> Outcome<Vec<u8>> {
    let mut book = Workbook::new();
    let vocabulary = Vocabulary::of(year);
    make_blank(&mut book, &vocabulary).map_err(failed)?;
    book.save_to_buffer().map_err(failed)
}

fn make_blank(book: &mut Workbook, vocabulary: &Vocabulary) -> Result<(), XlsxError> {
    let columns: Vec<Column> = Column::ALL
        .into_iter()
        .filter(|column| *column != Column::Kept)
        .collect();
    let sheet = book.add_worksheet();
    sheet.set_name(ACTIVITIES)?;
    for (at, column) in (0_u16..).zip(&columns) {
        sheet.write_string_with_format(0, at, column.heading(), &heading())?;
        offer(sheet, at, *column, &words(*column, vocabulary))?;
    }
    finish(sheet, &columns)?;
    guide(book.add_worksheet(), &columns, vocabulary)
}

/// A year as a spreadsheet.
///
/// # Errors
/// One line: it is no year file.
pub fn of(year: &Value) -> Outcome<Vec<u8>> {
    let made = sheets(year)?;
    let mut book = Workbook::new();
    let vocabulary = Vocabulary::of(year);
    let mut write = || -> Result<(), XlsxError> {
        let sheet = book.add_worksheet();
        table(sheet, &made.activities)?;
        for (at, column) in (0_u16..).zip(columns()) {
            offer(sheet, at, column, &words(column, &vocabulary))?;
        }
        finish(sheet, &columns())?;
        let sheet = book.add_worksheet();
        table(sheet, &made.venues)?;
        sheet.set_freeze_panes(1, 2)?;
        guide(book.add_worksheet(), &columns(), &vocabulary)?;
        kept(book.add_worksheet(), &made.year)
    };
    write().map_err(failed)?;
    book.save_to_buffer().map_err(failed)
}

fn table(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    sheet.set_name(&table.name)?;
    let (heading, text) = (heading(), text());
    for (at, row) in (0_u32..).zip(&table.rows) {
        for (column, cell) in (0_u16..)
            .zip(&row.cells)
            .filter(|(_, cell)| !cell.is_empty())
        {
            sheet.write_string_with_format(
                at,
                column,
                cell,
                if at == 0 { &heading } else { &text },
            )?;
        }
    }
    Ok(())
}

/// Widths, the format of what is typed, and headings that stay in sight.
fn finish(sheet: &mut Worksheet, columns: &[Column]) -> Result<(), XlsxError> {
    let text = text();
    for (at, column) in (0_u16..).zip(columns) {
        let width = match column {
            Column::Title | Column::Venue | Column::Address | Column::Hosts | Column::Summary => 26,
            Column::Description => 40,
            Column::Start
            | Column::End
            | Column::Online
            | Column::Capacity
            | Column::Waitlist
            | Column::Party
            | Column::Ratio => 10,
            _ => 15,
        };
        sheet
            .set_column_width(at, width)?
            .set_column_format(at, &text)?;
        if *column == Column::Kept {
            sheet.set_column_hidden(at)?;
        }
    }
    sheet.set_row_height(0, 24)?.set_freeze_panes(1, 1)?;
    Ok(())
}

/// The words a column may hold; empty where it is free.
fn words(column: Column, vocabulary: &Vocabulary) -> Vec<String> {
    let names = |terms: &Terms| terms.iter().map(|term| term.name.clone()).collect();
    let first =
        |list: &[(&str, &[&str])]| list.iter().map(|(_, words)| words[0].to_owned()).collect();
    match column {
        Column::Kind => first(&KINDS),
        Column::Who => first(&WHO),
        Column::Status | Column::SessionStatus => first(&STATUSES),
        Column::Online | Column::Waitlist => ["是", "否"].map(str::to_owned).to_vec(),
        Column::Booking => [BOOKING, NO_BOOKING[0]].map(str::to_owned).to_vec(),
        Column::Direction => names(&vocabulary.directions),
        Column::Track => names(&vocabulary.tracks),
        Column::Fields => names(&vocabulary.fields),
        Column::Formats => names(&vocabulary.formats),
        Column::Audiences => names(&vocabulary.audiences),
        Column::Access => names(&vocabulary.access),
        Column::District => names(&vocabulary.districts),
        Column::Hosts => names(&vocabulary.hosts),
        _ => Vec::new(),
    }
}

/// Lets one choose; several words, or others, may be typed all the same.
fn offer(
    sheet: &mut Worksheet,
    at: u16,
    column: Column,
    words: &[String],
) -> Result<(), XlsxError> {
    let letters: usize = words.iter().map(|word| word.chars().count() + 1).sum();
    if words.is_empty() || letters > MOST_OFFERED || words.iter().any(|word| word.contains(',')) {
        return Ok(());
    }
    let validation = DataValidation::new()
        .allow_list_strings(words)?
        .set_error_style(DataValidationErrorStyle::Information)
        .show_error_message(false)
        .set_input_title(column.heading())?
        .set_input_message(column.explained())?;
    sheet.add_data_validation(1, at, ROWS, at, &validation)?;
    Ok(())
}

/// What each column means, which words it takes, and by which other headings it is known.
fn guide(
    sheet: &mut Worksheet,
    columns: &[Column],
    vocabulary: &Vocabulary,
) -> Result<(), XlsxError> {
    sheet.set_name(GUIDE)?;
    let body = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let headings = GUIDE_HEADINGS.into_iter().chain([SAME_NAMES]);
    for (at, name) in (0_u16..).zip(headings) {
        sheet.write_string_with_format(0, at, name, &heading())?;
    }
    for (at, column) in (1_u32..).zip(columns) {
        let others = column.headings()[1..].join("、");
        let cells = [
            column.heading(),
            column.explained(),
            &words(*column, vocabulary).join("、"),
            &others,
        ];
        for (place, cell) in (0_u16..).zip(cells) {
            sheet.write_string_with_format(at, place, cell, &body)?;
        }
    }
    for (at, width) in [(0, 16), (1, 46), (2, 60), (3, 40)] {
        sheet.set_column_width(at, width)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    Ok(())
}

/// The year beside its tables: a member a row, in as many cells as its JSON takes.
fn kept(sheet: &mut Worksheet, year: &serde_json::Map<String, Value>) -> Result<(), XlsxError> {
    sheet.set_name(YEAR)?;
    for (at, name) in (0_u16..).zip(YEAR_HEADINGS) {
        sheet.write_string_with_format(0, at, name, &heading())?;
    }
    for (at, (name, value)) in (1_u32..).zip(year) {
        sheet.write_string(at, 0, name)?;
        let letters: Vec<char> = value.to_string().chars().collect();
        for (place, piece) in (1_u16..).zip(letters.chunks(MOST_LETTERS - 1_000)) {
            sheet.write_string(at, place, piece.iter().collect::<String>())?;
        }
    }
    sheet.set_hidden(true);
    Ok(())
}
