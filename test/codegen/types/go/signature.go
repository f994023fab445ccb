// Command signature verifies a signed delivery, and parses it. One of the verify_*.go files has to be compiled with it.
package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"

	maxun "example.com/check/maxunwebhooks"
)

func main() {
	var given struct {
		Body, Secret string
		Headers      map[string]string
	}
	orPanic(json.NewDecoder(os.Stdin).Decode(&given))
	headers := http.Header{}
	for name, value := range given.Headers {
		headers.Set(name, value)
	}
	orPanic(verify([]byte(given.Body), headers, given.Secret))
	event, err := maxun.ParseEvent([]byte(given.Body))
	orPanic(err)
	fmt.Println(event.(*maxun.RunFailedEvent).Data.Error.Message)
}

func orPanic(err error) {
	if err != nil {
		panic(err)
	}
}
