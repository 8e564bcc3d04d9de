fn before() {}
fn after() { /* never ends
}
fn lost() {}
