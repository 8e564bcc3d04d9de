#!/bin/sh "
fn marked() {}
