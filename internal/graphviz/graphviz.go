// Package graphviz draws graphs with Graphviz (https://graphviz.org), compiled to
// WebAssembly: its C code reads hostile names, and can do nothing there but compute.
// Nothing of it is read before the first picture.
package graphviz

import (
	"context"
	_ "embed"
	"errors"
	"fmt"

	"github.com/klauspost/compress/zstd"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
)

// compressed is Graphviz 12.1.2 as the module github.com/goccy/go-graphviz has it;
// script/graphviz makes the file. That module itself compiles it whenever a program
// starts, and keeps machine code in a folder that all users of a machine write to.
//
//go:embed graphviz.wasm.zst
var compressed []byte

// maxPages is how much memory a drawing may take, in pages of 64 KiB.
const maxPages = 4096

// SVG lays a graph out with dot and draws it as SVG: text in the DOT language
// becomes an element <svg>.
func SVG(ctx context.Context, dot string) (svg []byte, err error) {
	d, err := start(ctx)
	if err != nil {
		return nil, fmt.Errorf("graphviz: %w", err)
	}
	defer d.close()
	defer func() {
		if p := recover(); p != nil {
			why, ok := p.(error)
			if !ok {
				panic(p)
			}
			err = fmt.Errorf("graphviz: %w", why)
		}
	}()
	return d.draw(dot)
}

// drawing is Graphviz at work. A call that fails panics with an error.
type drawing struct {
	ctx     context.Context
	runtime wazero.Runtime
	module  api.Module
}

func start(ctx context.Context) (*drawing, error) {
	unpack, err := zstd.NewReader(nil)
	if err != nil {
		return nil, err
	}
	defer unpack.Close()
	code, err := unpack.DecodeAll(compressed, nil)
	if err != nil {
		return nil, err
	}
	d := &drawing{ctx: ctx, runtime: wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfig().WithCloseOnContextDone(true).WithMemoryLimitPages(maxPages))}
	if d.module, err = instantiate(ctx, d.runtime, code); err != nil {
		d.close()
		return nil, err
	}
	return d, nil
}

func instantiate(ctx context.Context, r wazero.Runtime, code []byte) (api.Module, error) {
	if _, err := wasi_snapshot_preview1.Instantiate(ctx, r); err != nil {
		return nil, err
	}
	compiled, err := r.CompileModule(ctx, code)
	if err != nil {
		return nil, err
	}
	// What the module it comes from would have called back is not used here.
	env := r.NewHostModuleBuilder("env")
	for _, f := range compiled.ImportedFunctions() {
		if module, name, _ := f.Import(); module == "env" {
			env.NewFunctionBuilder().WithGoFunction(api.GoFunc(func(context.Context, []uint64) { panic(errors.New(name + " is called")) }),
				f.ParamTypes(), f.ResultTypes()).Export(name)
		}
	}
	if _, err := env.Instantiate(ctx); err != nil {
		return nil, err
	}
	return r.InstantiateModule(ctx, compiled, wazero.NewModuleConfig().WithStartFunctions("_initialize"))
}

func (d *drawing) close() { d.runtime.Close(context.WithoutCancel(d.ctx)) }

// plugins are the parts of Graphviz that are used: the layout dot and the writer of SVG.
var plugins = []string{"gvplugin_dot_layout_LTX_library", "gvplugin_core_LTX_library"}

// draw does what the program dot does with -Tsvg.
// https://graphviz.org/pdf/libguide.pdf
func (d *drawing) draw(dot string) ([]byte, error) {
	memory := d.module.Memory()
	list := d.allocate(make([]byte, 8*(len(plugins)+1))) // of lt_symlist_t, which ends in a zero
	for i, name := range plugins {
		library := d.module.ExportedGlobal(name)
		if library == nil {
			return nil, errors.New("graphviz: no " + name)
		}
		memory.WriteUint32Le(list+uint32(8*i), d.text(name))
		memory.WriteUint32Le(list+uint32(8*i)+4, uint32(library.Get()))
	}
	gvc := d.call("gvContextPlugins", list, 0)
	graph := d.call("agmemread", d.text(dot))
	if graph == 0 {
		return nil, errors.New("graphviz: the graph cannot be read")
	}
	if d.call("gvLayout", gvc, graph, d.text("dot")) != 0 {
		return nil, errors.New("graphviz: no layout")
	}
	out := d.allocate(make([]byte, 8))
	if d.call("gvRenderData", gvc, graph, d.text("svg"), out, out+4) != 0 {
		return nil, errors.New("graphviz: no picture")
	}
	at, _ := memory.ReadUint32Le(out)
	size, _ := memory.ReadUint32Le(out + 4)
	svg, ok := memory.Read(at, size)
	if !ok {
		return nil, errors.New("graphviz: no picture")
	}
	return element(svg)
}

func (d *drawing) call(name string, args ...uint32) uint32 {
	f := d.module.ExportedFunction(name)
	if f == nil {
		panic(errors.New("no " + name))
	}
	stack := make([]uint64, len(args))
	for i, a := range args {
		stack[i] = uint64(a)
	}
	out, err := f.Call(d.ctx, stack...)
	if err != nil {
		panic(err)
	}
	if len(out) == 0 {
		return 0
	}
	return uint32(out[0])
}

func (d *drawing) allocate(content []byte) uint32 {
	at := d.call("malloc", uint32(len(content)))
	if at == 0 || !d.module.Memory().Write(at, content) {
		panic(errors.New("no memory is left"))
	}
	return at
}

// text allocates a C string.
func (d *drawing) text(s string) uint32 { return d.allocate(append([]byte(s), 0)) }
