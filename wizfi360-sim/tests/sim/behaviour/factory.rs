//! A module from the factory has what the spec says that the factory has set.

use super::{started, world};
use wizfi360_sim::World;
use wizfi360_spec::{
    Spec,
    interpret::Interpreter,
    model::{Firmware, FormKind},
};

#[test]
fn a_new_module_has_the_factory_defaults_of_its_firmware() {
    for firmware in [Firmware([1, 0, 7, 5]), Firmware([1, 1, 1, 9])] {
        let spec = Spec::embedded().as_of(firmware);
        let interpreter = Interpreter::new(&spec);
        let mut checked = 0;
        for default in spec.factory_defaults() {
            // What no query tells cannot be seen.
            let Some(form) = default.command.forms.iter().find(|form| form.kind == FormKind::Query) else { continue };
            let mut desk = started(World { firmware, ..world() });
            // A mode that the command requires is set for now; what the factory has set stays.
            for requirement in default.command.requires.iter().filter(|requirement| requirement.state == "mode") {
                desk.write(format!("{}\r\n", spec.line_that_sets(requirement).unwrap()).as_bytes());
                desk.read();
            }
            desk.write(format!("{}?\r\n", default.name()).as_bytes());
            let said = String::from_utf8(desk.read()).unwrap();
            let readings =
                said.lines().filter_map(|line| interpreter.read_answer(default.command, form, line.as_bytes()));
            let fields: Vec<_> = readings.flat_map(|reading| reading.unwrap().fields).collect();
            // The answer may call it otherwise: the DNS server0 of the set form is a DNS server in the answer.
            let name = default.param.name.as_str();
            let field = fields.iter().find(|field| field.name() == name);
            let field = field.or_else(|| fields.iter().find(|field| name.starts_with(field.name())));
            let field = field.unwrap_or_else(|| panic!("{}: {name} is not told: {said}", default.name()));
            let expected = default.default.value.trim_matches('"');
            let told = if field.secret { String::new() } else { field.value.to_string() };
            assert_eq!(told.trim_matches('"'), expected, "{firmware}: {} {}: {said}", default.name(), name);
            checked += 1;
        }
        assert!(checked >= 15, "{checked}");
    }
}
