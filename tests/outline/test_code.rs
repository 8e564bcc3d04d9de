#[test] fn a() { fn within() {} }
#[tokio::test(flavor = "x")] async fn b() {}
#[cfg(test)] mod c { fn within() {} #[cfg(not(test))] fn too() {} }
#[cfg(any(test, feature = "y"))] fn d() {}
#[cfg(not(test))] fn e() {}
#[cfg(all(not(any(x, test)), feature = "test-helpers"))] fn f() {}
#[cfg_attr(x, tokio::test)] fn g() {}
#[cfg_attr(test, derive(Debug))] struct H;
#[bench] fn i() {}
#[rstest] #[case(1)] fn j() {}
#[cfg(test)] impl K { fn within(&self) { use a::b; } }
#[cfg(feature = "attestation")] fn l() {}
