//! Every JSON document is of its schema, and every key of a schema is in some document.

mod documents;
mod unique;

use jsonschema::{Registry, Validator};
use serde_json::{Map, Value};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// The schemas of `docs/schemas`, by their file names.
struct Schemas {
    files: BTreeMap<String, Value>,
    registry: Registry<'static>,
}

/// A key of a schema: the file, the place of the object in it, the key.
type Key = (String, String, String);

/// Keys that no test can bring about: what only a bug of this program prints.
const NEVER: [(&str, &str); 1] = [("decode.schema.json", "disagreement")];

impl Schemas {
    fn load() -> Schemas {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/schemas");
        let files: BTreeMap<String, Value> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| {
                let path = entry.unwrap().path();
                let text = fs::read_to_string(&path).unwrap();
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                (name.clone(), serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}")))
            })
            .collect();
        let resources = files.values().map(|file| (id(file).to_string(), file.clone()));
        let registry = Registry::new().extend(resources).unwrap().prepare().unwrap();
        Schemas { files, registry }
    }

    fn validator(&self, command: &str) -> Validator {
        let schema = &self.files[&format!("{command}.schema.json")];
        jsonschema::options().with_registry(&self.registry).offline().build(schema).unwrap()
    }

    /// Holds the documents of a command against its schema. All keys of that schema, and of those that `also` names,
    /// are in one of them, apart from those of [`NEVER`].
    fn hold(&self, command: &str, also: &[&str], documents: &[Value]) {
        let validator = self.validator(command);
        let mut seen = BTreeSet::new();
        for document in documents {
            let errors: Vec<String> =
                validator.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect();
            assert!(errors.is_empty(), "{command}: {}", errors.join("\n"));
            seen.extend(keys_in(&validator, document));
        }
        let mut more = documents[0].clone();
        more["more"] = true.into();
        assert!(!validator.is_valid(&more), "{command}: a key that the schema does not have is taken");
        let own = [&[command], also].concat().into_iter().map(|name| format!("{name}.schema.json"));
        let declared: BTreeSet<Key> = own.flat_map(|name| declared(&name, &self.files[&name])).collect();
        let is_seen = |key: &&Key| !NEVER.contains(&(key.0.as_str(), key.2.as_str()));
        let unseen: Vec<&Key> = declared.difference(&seen).filter(is_seen).collect();
        assert!(unseen.is_empty(), "{} keys are in no document: {unseen:#?}", unseen.len());
    }
}

fn id(schema: &Value) -> &str {
    schema["$id"].as_str().unwrap()
}

/// The keys of schemas that a document has: those whose descriptions are annotations of it.
fn keys_in(validator: &Validator, document: &Value) -> BTreeSet<Key> {
    let evaluation = validator.evaluate(document);
    let key = |location: &str| -> Option<Key> {
        let (file, place) = location.split_once('#')?;
        let (object, key) = place.rsplit_once("/properties/")?;
        let (_, file) = file.rsplit_once('/')?;
        Some((file.into(), object.into(), key.into()))
    };
    evaluation.iter_annotations().filter_map(|entry| key(entry.schema_location)).collect()
}

/// The keys that a schema declares.
fn declared(file: &str, schema: &Value) -> BTreeSet<Key> {
    let mut keys = BTreeSet::new();
    each_object(schema, "", &mut |place, object| {
        let properties = object.get("properties").and_then(Value::as_object);
        for key in properties.into_iter().flat_map(Map::keys) {
            keys.insert((file.to_string(), place.to_string(), key.clone()));
        }
    });
    keys
}

/// All subschemas but those of conditions, which repeat keys to say more about them.
fn each_object(schema: &Value, place: &str, each: &mut impl FnMut(&str, &Map<String, Value>)) {
    match schema {
        Value::Object(object) => {
            each(place, object);
            for (key, value) in object.iter().filter(|(key, _)| !["if", "then", "else"].contains(&key.as_str())) {
                each_object(value, &format!("{place}/{key}"), each);
            }
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, item)| each_object(item, &format!("{place}/{at}"), each));
        }
        _ => {}
    }
}

#[test]
fn each_key_of_a_schema_has_a_description_and_one_that_may_be_absent_says_when() {
    for (file, schema) in Schemas::load().files {
        each_object(&schema, "", &mut |place, object| {
            let Some(properties) = object.get("properties").and_then(Value::as_object) else { return };
            let is_object = object.get("type").is_some();
            for (key, property) in properties {
                let description = property["description"].as_str().unwrap_or_default();
                assert!(description.ends_with('.'), "{file}{place}: {key} has no description");
                let required = object.get("required").and_then(Value::as_array);
                let is_required = required.is_some_and(|names| names.contains(&Value::from(key.as_str())));
                assert!(!is_object || is_required != description.contains("Absent "), "{file}{place}: {key}");
            }
        });
    }
}
