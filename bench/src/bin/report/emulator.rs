//! Runs tasks of an image in an emulator of the CPU, and counts instructions and stack.

use object::{Object, ObjectSegment, ObjectSymbol, SymbolKind, read::File};
use std::{collections::HashMap, fs, path::Path};
use unicorn_engine::{Arch, ArmCpuModel, Mode, Prot, RegisterARM, Unicorn, uc_error};
use wizfi360_bench::feeds::Prepared;
use wizfi360_bench_work::{Counts, RUNS};

// Memory: the image where it is linked, then these.
const IMAGE: (u64, u64) = (0, 0x10_0000);
const RAM: (u64, u64) = (0x2000_0000, 0x10_0000);
const INPUT: (u64, u64) = (0x3000_0000, 0x10_0000);

/// The stack grows down from here; arguments and results are above it.
const STACK: u64 = 0x2008_0000;
const COUNTS: u64 = STACK + 0x100;
const ROOM: u64 = STACK + 0x200;

/// Where a task returns to.
const END: u64 = 0x000f_fff0;

/// A linked image.
#[derive(Debug)]
pub(crate) struct Emulator {
    segments: Vec<(u64, Vec<u8>)>,
    model: ArmCpuModel,
    /// Address and name of each function, by address.
    functions: Vec<(u64, String)>,
    /// Addresses of the tasks.
    runs: Vec<u64>,
}

/// What a run took.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) instructions: u64,
    /// Bytes below the stack pointer that the task was called with; 0 if they were not looked for.
    pub(crate) stack: u64,
    pub(crate) counts: Counts,
    /// Instructions of each function, the largest first.
    pub(crate) profile: Vec<(String, u64)>,
}

/// Data of the hooks.
#[derive(Default)]
struct Seen {
    /// How often each block was entered: address and size.
    blocks: HashMap<(u64, u32), u64>,
    lowest: Option<u64>,
}

impl Emulator {
    pub(crate) fn new(image: &Path, model: ArmCpuModel) -> Result<Self, String> {
        let wrong = |error: &dyn std::fmt::Display| format!("{}: {error}", image.display());
        let data = fs::read(image).map_err(|error| wrong(&error))?;
        let file = File::parse(&*data).map_err(|error| wrong(&error))?;
        let mut segments = Vec::new();
        for segment in file.segments() {
            segments.push((segment.address(), segment.data().map_err(|error| wrong(&error))?.to_vec()));
        }
        let text = file.symbols().filter(|symbol| symbol.kind() == SymbolKind::Text && symbol.size() > 0);
        let name = |name: &str| format!("{:#}", rustc_demangle::demangle(name));
        let mut functions: Vec<_> =
            text.filter_map(|symbol| Some((symbol.address() & !1, name(symbol.name().ok()?)))).collect();
        functions.sort();
        let mut emulator = Emulator { segments, model, functions, runs: Vec::new() };
        emulator.runs = emulator.table(file.entry()).map_err(|error| wrong(&error))?;
        Ok(emulator)
    }

    /// Runs a task. With `stack`, each instruction is looked at, which is several times slower.
    pub(crate) fn run(&self, work: &Prepared, loops: usize, stack: bool) -> Result<Run, String> {
        self.try_run(work, loops, stack).map_err(|error| format!("{}: {error:?} in the emulator", work.task))
    }

    fn try_run(&self, work: &Prepared, loops: usize, stack: bool) -> Result<Run, uc_error> {
        let mut cpu = self.cpu()?;
        if stack {
            cpu.add_code_hook(1, 0, |cpu, _, _| {
                let sp = cpu.reg_read(RegisterARM::SP).unwrap_or(STACK);
                let lowest = &mut cpu.get_data_mut().lowest;
                *lowest = Some(lowest.unwrap_or(STACK).min(sp));
            })?;
        } else {
            cpu.add_block_hook(1, 0, |cpu, address, size| {
                *cpu.get_data_mut().blocks.entry((address, size)).or_default() += 1;
            })?;
        }
        // As `Input`.
        let (bytes, more) = (INPUT.0, INPUT.0 + (work.bytes.len() as u64).next_multiple_of(8));
        cpu.mem_write(bytes, &work.bytes)?;
        cpu.mem_write(more, &work.more)?;
        let input = [bytes, work.bytes.len() as u64, more, work.more.len() as u64, work.step as u64, loops as u64];
        let input: Vec<_> = input.iter().flat_map(|word| (*word as u32).to_le_bytes()).collect();
        cpu.mem_write(STACK, &input)?;
        call(&mut cpu, self.runs[work.run], &[STACK, COUNTS, ROOM])?;
        let mut counts = [0; Counts::NAMES.len()];
        for (count, address) in counts.iter_mut().zip((COUNTS..).step_by(4)) {
            *count = word(&cpu, address)? as u32;
        }
        let seen = cpu.get_data();
        let mut functions = HashMap::new();
        for (block, times) in &seen.blocks {
            *functions.entry(self.function(block.0)).or_default() += self.length(*block) * times;
        }
        let instructions = functions.values().sum();
        let mut profile: Vec<_> = functions.into_iter().map(|(name, count)| (name.to_string(), count)).collect();
        profile.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), name.clone()));
        let stack = STACK - seen.lowest.unwrap_or(STACK);
        Ok(Run { instructions, stack, counts: Counts::from_all(counts), profile })
    }

    /// Returns the name of the function at an address.
    fn function(&self, address: u64) -> &str {
        let after = self.functions.partition_point(|(start, _)| *start <= address);
        after.checked_sub(1).map_or("?", |at| &self.functions[at].1)
    }

    /// Returns the number of instructions of a block: a halfword that begins with 0b11101 or above is the first of two.
    fn length(&self, (address, size): (u64, u32)) -> u64 {
        let inside = |(start, bytes): &&(u64, Vec<u8>)| (*start..*start + bytes.len() as u64).contains(&address);
        let Some((start, bytes)) = self.segments.iter().find(inside) else { return 0 };
        let from = (address - start) as usize;
        let code = bytes.get(from..from + size as usize).unwrap_or(&[]);
        let (mut count, mut halfwords) = (0, code.chunks_exact(2));
        while let Some([low, high]) = halfwords.next() {
            if u16::from_le_bytes([*low, *high]) >> 11 >= 0x1d {
                halfwords.next();
            }
            count += 1;
        }
        count
    }

    /// Asks the image for its table of tasks: the address of the slice `RUNS`.
    fn table(&self, entry: u64) -> Result<Vec<u64>, String> {
        let read = || {
            let mut cpu = self.cpu()?;
            call(&mut cpu, entry, &[])?;
            let slice = cpu.reg_read(RegisterARM::R0)?;
            let (start, len) = (word(&cpu, slice)?, word(&cpu, slice + 4)?);
            if len != RUNS.len() as u64 {
                return Err(uc_error::ARG);
            }
            (0..len).map(|at| word(&cpu, start + 4 * at)).collect()
        };
        read().map_err(|error: uc_error| format!("its table of tasks is not found: {error:?}"))
    }

    /// A CPU with the image in its memory.
    fn cpu(&self) -> Result<Unicorn<'static, Seen>, uc_error> {
        let mut cpu = Unicorn::new_with_data(Arch::ARM, Mode::THUMB | Mode::MCLASS, Seen::default())?;
        cpu.ctl_set_cpu_model(self.model as i32)?;
        for (address, size) in [IMAGE, RAM, INPUT] {
            cpu.mem_map(address, size, Prot::ALL)?;
        }
        for (address, bytes) in &self.segments {
            cpu.mem_write(*address, bytes)?;
        }
        Ok(cpu)
    }
}

fn call(cpu: &mut Unicorn<'_, Seen>, function: u64, args: &[u64]) -> Result<(), uc_error> {
    for (register, arg) in [RegisterARM::R0, RegisterARM::R1, RegisterARM::R2].into_iter().zip(args) {
        cpu.reg_write(register, *arg)?;
    }
    cpu.reg_write(RegisterARM::SP, STACK)?;
    cpu.reg_write(RegisterARM::LR, END | 1)?;
    cpu.emu_start(function | 1, END, 0, 0)
}

fn word(cpu: &Unicorn<'_, Seen>, address: u64) -> Result<u64, uc_error> {
    let mut word = [0; 4];
    cpu.mem_read(address, &mut word)?;
    Ok(u32::from_le_bytes(word).into())
}
