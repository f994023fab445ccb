// Command signature verifies a signed delivery as the specification of Standard Webhooks says, and parses it.
package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	maxun "example.com/check/maxunwebhooks"
)

func main() {
	var given struct {
		Body, Secret string
		Headers      map[string]string
	}
	orPanic(json.NewDecoder(os.Stdin).Decode(&given))
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(given.Secret, "whsec_"))
	orPanic(err)
	mac := hmac.New(sha256.New, key)
	fmt.Fprintf(mac, "%s.%s.%s", given.Headers["webhook-id"], given.Headers["webhook-timestamp"], given.Body)
	wanted := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
	if !hmac.Equal([]byte(wanted), []byte(given.Headers["webhook-signature"])) {
		panic("the signature is wrong")
	}
	event, err := maxun.ParseEvent([]byte(given.Body))
	orPanic(err)
	fmt.Println(event.(*maxun.RunFailedEvent).Data.Error.Message)
}

func orPanic(err error) {
	if err != nil {
		panic(err)
	}
}
