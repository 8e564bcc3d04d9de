fn before() {}

fn open() { ( }

fn after() { text("}") }
