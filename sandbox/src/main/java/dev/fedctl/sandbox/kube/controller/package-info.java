/** The controllers of a cluster, as functions of time. */
@NullMarked
package dev.fedctl.sandbox.kube.controller;

import org.jspecify.annotations.NullMarked;
