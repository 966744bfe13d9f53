//! What a content stream draws: glyphs with their places, rulings, pictures.
//!
//! In comes a page of the file; out goes a [`Page`] as a reader sees it, whatever forms it was drawn through.
//! It refuses to know which glyphs make words and which lines make tables.

mod marks;
mod paths;
mod state;
pub(super) mod tokens;

use std::collections::HashMap;
use std::rc::Rc;

use lopdf::{Dictionary, Document as Objects, Object, ObjectId};

use super::file::{self, Sheet, dictionary, entry, numbers};
use super::fonts::{Font, Sign};
use super::limits::{Budget, FORM_DEPTH_MAX, OPERANDS_MAX, SAVED_STATES_MAX};
use super::matrix::Matrix;
use super::page::{Glyph, Mark, Page};
use crate::read::Unreadable;
use marks::OpenMark;
use paths::Path;
use state::{State, TextPlace};
use tokens::{Token, Tokens};

/// Fonts read once for the whole file.
#[derive(Debug, Default)]
pub(super) struct FontShelf {
    by_id: HashMap<ObjectId, Rc<Font>>,
}

/// Draws one page.
pub(super) fn draw(
    objects: &Objects,
    sheet: &Sheet,
    shelf: &mut FontShelf,
    budget: &mut Budget,
) -> Result<Page, Unreadable> {
    let bytes = file::content(objects, sheet, budget)?;
    let page = Page { width: sheet.width, height: sheet.height, marks: vec![Mark::default()], ..Page::default() };
    let mut pen = Pen { objects, shelf, budget, page, marks: Vec::new() };
    pen.run(&bytes, &sheet.resources, sheet.base, None, 0)?;
    let mut page = pen.page;
    page.drop_doubles();
    Ok(page)
}

struct Pen<'a> {
    objects: &'a Objects,
    shelf: &'a mut FontShelf,
    budget: &'a mut Budget,
    page: Page,
    /// Marked content open around the pen.
    marks: Vec<OpenMark>,
}

/// One run over one stream.
struct Run<'r> {
    resources: &'r Dictionary,
    fonts: HashMap<Vec<u8>, Option<Rc<Font>>>,
    form: Option<u32>,
    depth: usize,
    state: State,
    saved: Vec<State>,
    place: TextPlace,
    path: Path,
}

impl Pen<'_> {
    fn run(
        &mut self,
        bytes: &[u8],
        resources: &Dictionary,
        ctm: Matrix,
        form: Option<u32>,
        depth: usize,
    ) -> Result<(), Unreadable> {
        let n_marks = self.marks.len();
        let mut run = Run {
            resources,
            fonts: HashMap::new(),
            form,
            depth,
            state: State::new(ctm),
            saved: Vec::new(),
            place: TextPlace::START,
            path: Path::default(),
        };
        let mut operands = Vec::new();
        let mut tokens = Tokens::new(bytes);
        while let Some(token) = tokens.next() {
            match token {
                Token::Word(b"ID") => {
                    tokens.skip_inline_image();
                    self.page.n_images += 1;
                    operands.clear();
                }
                Token::Word(word) => {
                    self.budget.operator()?;
                    self.operator(&mut run, word, &operands)?;
                    operands.clear();
                }
                operand if operands.len() < OPERANDS_MAX => operands.push(operand),
                _ => {}
            }
        }
        while self.marks.len() > n_marks {
            self.close_mark();
        }
        Ok(())
    }

    fn operator(&mut self, run: &mut Run<'_>, word: &[u8], operands: &[Token<'_>]) -> Result<(), Unreadable> {
        match word {
            b"q" | b"Q" | b"cm" | b"w" | b"gs" => self.state_operator(run, word, operands),
            b"m" | b"l" | b"c" | b"v" | b"y" | b"h" | b"re" => path_operator(run, word, operands),
            b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"n" => self.paint(run, word)?,
            b"Do" => self.draw_object(run, operands)?,
            b"BMC" | b"BDC" => self.open_mark(run, operands),
            b"EMC" => self.close_mark(),
            _ => self.text_operator(run, word, operands)?,
        }
        Ok(())
    }

    fn state_operator(&mut self, run: &mut Run<'_>, word: &[u8], operands: &[Token<'_>]) {
        match word {
            b"q" if run.saved.len() < SAVED_STATES_MAX => run.saved.push(run.state.clone()),
            b"Q" => run.state = run.saved.pop().unwrap_or_else(|| run.state.clone()),
            b"cm" => {
                if let Some(values) = last_numbers::<6>(operands) {
                    run.state.ctm = Matrix::new(values).then(run.state.ctm);
                }
            }
            b"w" => run.state.line_width = last_numbers::<1>(operands).map_or(1.0, |[width]| width),
            _ => {}
        }
    }

    fn paint(&mut self, run: &mut Run<'_>, word: &[u8]) -> Result<(), Unreadable> {
        if matches!(word, b"s" | b"b" | b"b*") {
            run.path.close();
        }
        let is_stroked = matches!(word, b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*");
        let is_filled = !matches!(word, b"S" | b"s" | b"n");
        for segment in run.path.paint(is_stroked, is_filled) {
            self.budget.segment()?;
            self.page.segments.push(segment);
        }
        Ok(())
    }

    fn draw_object(&mut self, run: &mut Run<'_>, operands: &[Token<'_>]) -> Result<(), Unreadable> {
        let Some(Token::Name(name)) = operands.last() else { return Ok(()) };
        let objects = self.objects;
        let Some(forms) = dictionary(objects, run.resources, b"XObject") else { return Ok(()) };
        let Some(Object::Stream(form)) = entry(objects, forms, name) else { return Ok(()) };
        let is_form = entry(objects, &form.dict, b"Subtype").is_some_and(|s| s.as_name().is_ok_and(|n| n == b"Form"));
        if !is_form {
            self.picture(run.state.ctm);
            return Ok(());
        }
        if run.depth >= FORM_DEPTH_MAX {
            return Ok(());
        }
        self.budget.form()?;
        let bytes = file::unpack(form, self.budget)?;
        let matrix = numbers::<6>(objects, &form.dict, b"Matrix").map_or(Matrix::IDENTITY, Matrix::new);
        let resources = dictionary(objects, &form.dict, b"Resources").unwrap_or(run.resources);
        let id = forms.get(name).and_then(Object::as_reference).ok().map(|(number, _)| number);
        let owner = if form.dict.has(b"StructParents") { id } else { run.form };
        self.run(&bytes, resources, matrix.then(run.state.ctm), owner, run.depth + 1)
    }

    /// A picture; a thin one is a ruling.
    fn picture(&mut self, ctm: Matrix) {
        let mut sides = Vec::new();
        let (one, other) = (ctm.point(0.0, 0.0), ctm.point(1.0, 1.0));
        paths::box_segments(one, other, false, true, &mut sides);
        if sides.is_empty() {
            self.page.n_images += 1;
        }
        self.page.segments.extend(sides);
    }

    fn text_operator(&mut self, run: &mut Run<'_>, word: &[u8], operands: &[Token<'_>]) -> Result<(), Unreadable> {
        let one = last_numbers::<1>(operands).map(|[value]| value);
        match word {
            b"BT" => run.place = TextPlace::START,
            b"Tc" => run.state.letter_spacing = one.unwrap_or(0.0),
            b"Tw" => run.state.word_spacing = one.unwrap_or(0.0),
            b"Tz" => run.state.stretch = one.unwrap_or(100.0) / 100.0,
            b"TL" => run.state.leading = one.unwrap_or(0.0),
            b"Ts" => run.state.rise = one.unwrap_or(0.0),
            b"Tr" => run.state.mode = one.unwrap_or(0.0) as u8,
            b"Tf" => {
                run.state.size = one.unwrap_or(0.0);
                if let Some(Token::Name(name)) = operands.first() {
                    run.state.font = self.font(run, name)?;
                }
            }
            b"Td" | b"TD" => {
                if let Some([x, y]) = last_numbers::<2>(operands) {
                    if word == b"TD" {
                        run.state.leading = -y;
                    }
                    run.place.next_line(x, y);
                }
            }
            b"Tm" => {
                if let Some(values) = last_numbers::<6>(operands) {
                    run.place = TextPlace { matrix: Matrix::new(values), line: Matrix::new(values) };
                }
            }
            b"T*" => run.place.next_line(0.0, -run.state.leading),
            b"Tj" | b"TJ" | b"'" | b"\"" => self.show(run, word, operands)?,
            _ => {}
        }
        Ok(())
    }

    fn show(&mut self, run: &mut Run<'_>, word: &[u8], operands: &[Token<'_>]) -> Result<(), Unreadable> {
        if let (b"\"", [Token::Number(words), Token::Number(letters), _]) = (word, operands) {
            (run.state.word_spacing, run.state.letter_spacing) = (*words, *letters);
        }
        if matches!(word, b"'" | b"\"") {
            run.place.next_line(0.0, -run.state.leading);
        }
        let Some(font) = run.state.font.clone() else { return Ok(()) };
        for operand in operands {
            match operand {
                Token::Text(bytes) => font.signs(bytes, |sign| self.sign(run, &font, &sign))?,
                Token::Number(back) if word == b"TJ" => {
                    run.place.advance(-back / 1000.0 * run.state.size * run.state.stretch);
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn sign(&mut self, run: &mut Run<'_>, font: &Font, sign: &Sign<'_>) -> Result<(), Unreadable> {
        self.budget.glyph()?;
        let state = &run.state;
        let spacing = state.letter_spacing + if sign.is_word_space { state.word_spacing } else { 0.0 };
        let advance = (sign.width * state.size + spacing) * state.stretch;
        let to_page = Matrix::shift(0.0, state.rise).then(run.place.matrix).then(state.ctm);
        let (x, y) = to_page.point(0.0, 0.0);
        run.place.advance(advance);
        // Tables wider than the page are cut in print, not in the file; what is further away was never meant to be seen.
        let (width, height) = (self.page.width, self.page.height);
        let is_near = (-width..=2.0 * width).contains(&x) && (-height..=2.0 * height).contains(&y);
        if !is_near {
            return Ok(());
        }
        let letters = sign.letters.unwrap_or("\u{FFFD}");
        self.page.n_nameless += usize::from(sign.letters.is_none());
        self.page.glyphs.push(Glyph {
            x: x as f32,
            y: y as f32,
            advance: (advance * to_page.scale_x() * state.size.signum()) as f32,
            size: (state.size.abs() * to_page.scale_y()) as f32,
            turn: quarter_turns(to_page, state.size),
            is_bold: font.is_bold || state.mode == 2,
            is_guessed: sign.is_guessed,
            text_at: self.page.text.len() as u32,
            text_len: letters.len().min(200) as u8,
            mark: self.marks.last().map_or(0, |open| open.at),
        });
        self.page.text.push_str(letters);
        Ok(())
    }

    fn font(&mut self, run: &mut Run<'_>, name: &[u8]) -> Result<Option<Rc<Font>>, Unreadable> {
        if let Some(font) = run.fonts.get(name) {
            return Ok(font.clone());
        }
        let objects = self.objects;
        let fonts = dictionary(objects, run.resources, b"Font");
        let id = fonts.and_then(|fonts| fonts.get(name).and_then(Object::as_reference).ok());
        let shelved = id.and_then(|id| self.shelf.by_id.get(&id).cloned());
        let font = match (shelved, fonts.and_then(|fonts| dictionary(objects, fonts, name))) {
            (Some(font), _) => Some(font),
            (None, Some(font)) => Some(Rc::new(Font::read(objects, font, self.budget)?)),
            (None, None) => None,
        };
        if let (Some(id), Some(font)) = (id, &font) {
            self.shelf.by_id.insert(id, Rc::clone(font));
        }
        run.fonts.insert(name.to_vec(), font.clone());
        Ok(font)
    }
}

fn path_operator(run: &mut Run<'_>, word: &[u8], operands: &[Token<'_>]) {
    let ctm = run.state.ctm;
    match (word, last_numbers::<2>(operands), last_numbers::<4>(operands)) {
        (b"m", Some([x, y]), _) => run.path.move_to(ctm.point(x, y)),
        (b"l", Some([x, y]), _) => run.path.line_to(ctm.point(x, y)),
        (b"c" | b"v" | b"y", Some([x, y]), _) => run.path.curve_to(ctm.point(x, y)),
        (b"h", ..) => run.path.close(),
        (b"re", _, Some([x, y, width, height])) => run.path.rectangle(ctm, x, y, width, height),
        _ => {}
    }
}

/// The last `N` operands, when all of them are numbers.
fn last_numbers<const N: usize>(operands: &[Token<'_>]) -> Option<[f64; N]> {
    let mut values = [0.0; N];
    let last = operands.get(operands.len().checked_sub(N)?..)?;
    for (value, token) in values.iter_mut().zip(last) {
        match token {
            Token::Number(number) => *value = *number,
            _ => return None,
        }
    }
    Some(values)
}

/// Which way the line runs: 0 to the right, then clockwise.
fn quarter_turns(to_page: Matrix, size: f64) -> u8 {
    let sign = if size < 0.0 { -1.0 } else { 1.0 };
    let (x, y) = (to_page.a * sign, to_page.b * sign);
    match (x.abs() >= y.abs(), x >= 0.0, y >= 0.0) {
        (true, true, _) => 0,
        (true, false, _) => 2,
        (false, _, true) => 1,
        (false, _, false) => 3,
    }
}
