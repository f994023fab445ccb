package maxunwebhooks

// readError reads what went wrong: a record, or a bare message.
func (f filling) readError(field *place) any {
	if field == nil {
		return f.readFlatError()
	}
	switch value := field.value.(type) {
	case string:
		used := map[string]any{"message": value}
		f.repairs.add("restructured", *field, used, "is read as the error's message")
		return used
	case map[string]any:
		from := holder{value, field.path}
		found := search{holders: []holder{from}, repairs: f.repairs}.find(errorNames(""))
		f.repairs.reportDropped(from)
		return f.errorOf("", found)
	}
	f.repairs.unreadable(*field, "an error")
	return nil
}

// readFlatError reads the error's fields beside the others, as the documentation's table lists them.
func (f filling) readFlatError() any {
	found := search{holders: f.holders, repairs: f.repairs, camelCase: true}.find(errorNames("error_"))
	if len(found) == 0 {
		return nil
	}
	for _, name := range errorNames("error_") {
		if field := found[name]; field != nil {
			f.repairs.keep("restructured", *field, "is read as a member of /data/error")
		}
	}
	return f.errorOf("error_", found)
}

func errorNames(prefix string) []string {
	var names []string
	for _, about := range contract.RunFields["error"] {
		names = append(names, prefix+about.Name)
	}
	return names
}

func (f filling) errorOf(prefix string, found map[string]*place) map[string]any {
	texts := map[string]any{}
	for _, about := range contract.RunFields["error"] {
		if text := readText(found[prefix+about.Name], f.repairs, nil); text != nil {
			texts[about.Name] = text
		}
	}
	return texts
}
