//! Pins.

use crate::{
    Module,
    task::{Handled, Next},
};
use wizfi360_proto::{
    Number, Open, Reason,
    commands::{sysgpiodir, sysgpioread, sysgpiowrite, sysiogetcfg, sysiosetcfg},
    domains::{Pin, PinDirection, PinLevel, PinMode, PullUp},
};

/// The state of all pins.
#[derive(Clone, Debug)]
pub(crate) struct Pins([State; Pin::ALL.len()]);

#[derive(Clone, Copy, Debug)]
struct State {
    mode: PinMode,
    pull_up: PullUp,
    direction: PinDirection,
    /// What an output gives.
    level: PinLevel,
    /// What something outside drives an input to.
    driven: Option<PinLevel>,
}

impl Default for Pins {
    fn default() -> Self {
        Pins(
            [State {
                mode: PinMode::Default,
                pull_up: PullUp::Disabled,
                direction: PinDirection::Input,
                level: PinLevel::Low,
                driven: None,
            }; Pin::ALL.len()],
        )
    }
}

impl Pins {
    fn of(&mut self, pin: Pin) -> &mut State {
        let place = Pin::ALL.iter().position(|listed| *listed == pin).unwrap_or(0);
        &mut self.0[place]
    }
}

impl State {
    fn gpio(&mut self) -> Result<&mut State, Reason> {
        if self.mode == PinMode::Gpio { Ok(self) } else { Err(Reason::NotGpioMode) }
    }

    fn level(&self) -> PinLevel {
        match self.direction {
            PinDirection::Output => self.level,
            // An input is pulled up by itself (manual 3.1.12).
            _ => self.driven.unwrap_or(PinLevel::High),
        }
    }
}

impl Module {
    pub(crate) fn configure_pin(&mut self, request: sysiosetcfg::Set) -> Handled {
        let state = self.ram.pins.of(request.pin);
        (state.mode, state.pull_up) = (request.mode, request.pull_up);
        Ok(Next::Ok)
    }

    pub(crate) fn show_pin(&mut self, request: sysiogetcfg::Set) -> Handled {
        let state = *self.ram.pins.of(request.pin);
        self.line(&sysiogetcfg::PinConfig {
            pin: Open::Known(request.pin),
            mode: Open::Known(state.mode),
            pull_up: Open::Known(state.pull_up),
        });
        Ok(Next::Ok)
    }

    pub(crate) fn direct_pin(&mut self, request: sysgpiodir::Set) -> Handled {
        self.ram.pins.of(request.pin).gpio()?.direction = request.dir;
        Ok(Next::Ok)
    }

    pub(crate) fn write_pin(&mut self, request: sysgpiowrite::Set) -> Handled {
        let state = self.ram.pins.of(request.pin).gpio()?;
        if state.direction != PinDirection::Output {
            return Err(Reason::NotOutput.into());
        }
        state.level = request.level;
        Ok(Next::Ok)
    }

    pub(crate) fn read_pin(&mut self, request: sysgpioread::Set) -> Handled {
        let state = *self.ram.pins.of(request.pin).gpio()?;
        self.line(&sysgpioread::PinState {
            pin: Open::Known(request.pin),
            dir: Open::Known(state.direction),
            level: Open::Known(state.level()),
        });
        Ok(Next::Ok)
    }

    /// Something outside drives a pin.
    pub(crate) fn drive_pin(&mut self, pin: u8, level: bool) {
        if let Some(pin) = Pin::from_number(u32::from(pin)) {
            self.ram.pins.of(pin).driven = PinLevel::from_number(u32::from(level));
        }
    }
}
