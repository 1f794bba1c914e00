package services_test

import (
	"context"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"antomdesk/backend/services"
)

// jsonName is the form of every name that crosses to the front end.
var jsonName = regexp.MustCompile(`^[a-z][a-zA-Z0-9]*$`)

func bound() []reflect.Type {
	var types []reflect.Type
	for _, s := range services.New(services.Identity{}).Bound() {
		types = append(types, reflect.TypeOf(s))
	}
	return types
}

func TestServices_EveryMethod_TakesOneInputAndGivesOneDTO(t *testing.T) {
	for _, service := range bound() {
		if n := service.NumMethod(); n == 0 || n > 12 {
			t.Errorf("%s has %d methods; 1 to 12 are bound", service.Elem().Name(), n)
		}
		for i := range service.NumMethod() {
			m := service.Method(i)
			name := service.Elem().Name() + "." + m.Name
			if m.Type.NumIn() != 2 || m.Type.NumOut() != 2 || m.Type.Out(1) != reflect.TypeFor[error]() {
				t.Errorf("%s is %s; want func(Input) (DTO, error)", name, m.Type)
				continue
			}
			for _, complaint := range slices.Concat(complaints(m.Type.In(1), name+" in"), complaints(m.Type.Out(0), name+" out")) {
				t.Error(complaint)
			}
		}
	}
}

func TestServices_HoldNoExportedField(t *testing.T) {
	for _, service := range bound() {
		for i := range service.Elem().NumField() {
			if f := service.Elem().Field(i); f.IsExported() {
				t.Errorf("%s.%s is exported; the window would bind it", service.Elem().Name(), f.Name)
			}
		}
	}
}

// complaints walks a DTO and names everything the binding generator would map wrongly.
func complaints(t reflect.Type, at string) []string {
	switch t.Kind() {
	case reflect.String, reflect.Bool, reflect.Int:
		return nil
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return []string{at + ": bytes; use base64 text"}
		}
		return complaints(t.Elem(), at+"[]")
	case reflect.Struct:
		return structComplaints(t, at)
	}
	return []string{at + ": " + t.String() + " does not cross; use text, numbers, booleans, lists and structs"}
}

func structComplaints(t reflect.Type, at string) []string {
	if t.PkgPath() != reflect.TypeFor[services.Status]().PkgPath() || t.Name() == "" || strings.Contains(t.Name(), "[") {
		return []string{at + ": " + t.String() + " is not a named, plain struct of this package"}
	}
	var all []string
	for i := range t.NumField() {
		f := t.Field(i)
		tag, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if !f.IsExported() || f.Anonymous || !jsonName.MatchString(tag) || f.Tag.Get("json") != tag {
			all = append(all, at+"."+f.Name+": wants to be exported with a camelCase json name and no options")
		}
		all = append(all, complaints(f.Type, at+"."+f.Name)...)
	}
	return all
}

func TestComplaints_FindEveryForbiddenShape(t *testing.T) {
	for _, forbidden := range []reflect.Type{
		reflect.TypeFor[time.Time](), reflect.TypeFor[[]byte](), reflect.TypeFor[any](), reflect.TypeFor[int64](),
		reflect.TypeFor[*services.Status](), reflect.TypeFor[map[string]string](), reflect.TypeFor[context.Context](),
		reflect.TypeFor[services.EnumValue[services.State]](), reflect.TypeFor[struct{ A string }](), reflect.TypeFor[[][]byte](),
		reflect.TypeFor[float64](), reflect.TypeFor[uint64](),
	} {
		if len(complaints(forbidden, "here")) == 0 {
			t.Errorf("%s passed", forbidden)
		}
	}
}

// nilSlices names every slice of a value that would be null in JSON.
func nilSlices(v reflect.Value, at string) []string {
	var all []string
	switch v.Kind() {
	case reflect.Slice:
		if v.IsNil() {
			return []string{at}
		}
		for i := range v.Len() {
			all = append(all, nilSlices(v.Index(i), at+"[]")...)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			all = append(all, nilSlices(v.Field(i), at+"."+v.Type().Field(i).Name)...)
		}
	}
	return all
}

func TestServices_BeforeReady_AnswerStartingButStatus(t *testing.T) {
	set := services.New(services.Identity{Version: "1.2.3", DataFolder: "here"})
	for _, s := range set.Bound() {
		v := reflect.ValueOf(s)
		for i := range v.NumMethod() {
			name := v.Type().Elem().Name() + "." + v.Type().Method(i).Name
			out := v.Method(i).Call([]reflect.Value{reflect.Zero(v.Method(i).Type().In(0))})
			err, _ := out[1].Interface().(error)
			if name == "System.Status" {
				if err != nil || len(nilSlices(out[0], name)) > 0 {
					t.Errorf("%s: %v, nil at %v", name, err, nilSlices(out[0], name))
				}
				continue
			}
			if err == nil || services.Describe(err).Code != "starting" {
				t.Errorf("%s answered %v", name, err)
			}
		}
	}
}
