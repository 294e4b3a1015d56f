//! Pages that wizfi360 writes, in a real browser.

mod client;
mod made_up;
mod opened;
mod run;
