fn first() {}
garbage tokens here;
fn second() {}
struct Half pub struct Whole;
fn cut<fn third() {}
impl Nothing fn fourth() {}
enum NoBody;
use a::b use c::d;
pub ;
const NO_END: u8 = 1 fn fifth() {}
