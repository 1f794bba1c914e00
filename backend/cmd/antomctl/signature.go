package main

import (
	"encoding/base64"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"antomdesk/backend/services"
	"antomdesk/backend/signature"

	"github.com/spf13/cobra"
)

func (c *cli) signature() *cobra.Command {
	return group("signature", "Sign, verify, and learn why a signature does not verify", c.signatureVerify(), c.signatureSign())
}

// pasted is what both commands read: files, or "-" for standard input.
type pasted struct{ headers, body, key string }

const fromFile = "Give file names, or - for standard input, so that no key stands on the command line and every byte counts."

func (c *cli) signatureVerify() *cobra.Command {
	in := services.VerifySignatureInput{}
	var files pasted
	cmd := &cobra.Command{
		Use: "verify", Short: "Verify a message and explain why it does not verify", Args: noArgs,
		Long: "Verify a call, a notification or an answer and say in one sentence why it does not verify.\n" + fromFile + "\n" +
			"Nothing of it is stored. The exit code is 0 when it verifies and 1 when it does not.",
		Example: `  antomctl signature verify --path /ams/sandbox/api/v1/payments/pay --headers head.txt --body body.json
  antomctl signature verify --signer antom --path /notify --headers head.txt --body - --key antom.pem < body.json`,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			if in.Headers, in.Body, in.PublicKey, err = files.read(cmd); err != nil {
				return err
			}
			if in.Path == "" {
				in.Path = signature.ParseHead(in.Headers).Target
			}
			report, err := do[services.SignatureReport](cmd.Context(), c, "Signatures", "Verify", in)
			if err != nil {
				return err
			}
			return c.verdict(report)
		},
	}
	cmd.Flags().StringVar(&in.Signer, "signer", string(signature.OfMerchant), "merchant for a call, antom for a notification or an answer")
	cmd.Flags().StringVar(&in.Path, "path", "", "path and query; without it the request line of --headers counts")
	cmd.Flags().StringVar(&files.headers, "headers", "", "file with the headers")
	cmd.Flags().StringVar(&files.body, "body", "", "file with the body's exact bytes")
	cmd.Flags().StringVar(&files.key, "key", "", "file with the public key; without it the registered ones count")
	return cmd
}

func (c *cli) signatureSign() *cobra.Command {
	in := services.SignMessageInput{}
	var files pasted
	cmd := &cobra.Command{
		Use: "sign", Short: "Sign a call and print its headers", Args: noArgs,
		Long: "Sign a call as a merchant's code would and print the headers to send.\n" + fromFile + "\n" +
			"Without --key the environment's kept private key signs.",
		Example: `  antomctl signature sign --path /ams/sandbox/api/v1/payments/pay --body body.json --key - < private.pem`,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			if _, in.Body, in.PrivateKey, err = files.read(cmd); err != nil {
				return err
			}
			signed, err := do[services.SignedMessage](cmd.Context(), c, "Signatures", "Sign", in)
			if err != nil {
				return err
			}
			if c.asJSON {
				return c.printJSON(signed)
			}
			c.warn(noteTexts(signed.KeyNotes)...)
			if signed.Report.Sentence != "" {
				c.warn(signed.Report.Sentence)
			}
			return c.print(strings.TrimSuffix(signed.Headers, "\n"))
		},
	}
	environmentFlag(cmd, &in.Environment)
	cmd.Flags().StringVar(&in.Path, "path", "", "path and query")
	cmd.Flags().StringVar(&in.ClientID, "client-id", "", "the client id; without it the environment's")
	cmd.Flags().StringVar(&in.RequestTime, "time", "", "the Request-Time; without it now, in milliseconds")
	cmd.Flags().StringVar(&in.KeyVersion, "key-version", "", "the keyVersion to send; without it 1")
	cmd.Flags().StringVar(&files.body, "body", "", "file with the body's exact bytes")
	cmd.Flags().StringVar(&files.key, "key", "", "file with the private key")
	return cmd
}

func noteTexts(codes []string) []string {
	var texts []string
	for _, code := range codes {
		texts = append(texts, signature.KeyNote(code).Sentence())
	}
	return texts
}

// read returns the headers' and the key's text and the body in base64.
func (p pasted) read(cmd *cobra.Command) (headers, body, key string, err error) {
	names := []string{p.headers, p.body, p.key}
	if standard := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return name != "-" }); len(standard) > 1 {
		return "", "", "", usage("only one of the files can be standard input")
	}
	var texts [3]string
	for i, name := range names {
		if texts[i], err = text(cmd, name); err != nil {
			return "", "", "", err
		}
	}
	return texts[0], base64.StdEncoding.EncodeToString([]byte(texts[1])), texts[2], nil
}

// text is the content of a file, of standard input for "-", or nothing.
func text(cmd *cobra.Command, name string) (string, error) {
	var content []byte
	var err error
	switch name {
	case "":
	case "-":
		content, err = io.ReadAll(cmd.InOrStdin())
	default:
		if content, err = os.ReadFile(name); err != nil {
			return "", usage("%v", err)
		}
	}
	return string(content), err
}

// notVerified is the failure of a signature, which is what was asked for: it has been printed.
type notVerified struct{ sentence string }

// Error returns the sentence.
func (e notVerified) Error() string { return e.sentence }

func (c *cli) verdict(r services.SignatureReport) error {
	if c.asJSON {
		if err := c.printJSON(r); err != nil {
			return err
		}
	} else if err := c.print(reportText(r)); err != nil {
		return err
	}
	c.warn(noteTexts(r.KeyNotes)...)
	if !r.Verified {
		return notVerified{"the signature does not verify"}
	}
	return nil
}

// reportText prints what the doctor found: the sentence, where the strings differ, the line to change.
func reportText(r services.SignatureReport) string {
	if r.Verified {
		return "The signature verifies."
	}
	lines := []string{r.Sentence}
	if r.HasDiff {
		lines = append(lines, "",
			"at byte "+strconv.Itoa(r.Diff.Offset)+", in the "+r.Diff.Part,
			"  arrived     "+r.Diff.Before+"["+r.Diff.Seen+"]"+r.Diff.After,
			"  was signed  "+r.Diff.Before+"["+r.Diff.Signed+"]"+r.Diff.After)
	}
	if len(r.Fixes) > 0 {
		lines = append(lines, "", "the line to change ("+r.Fixes[0].Language+")", "  "+r.Fixes[0].Line)
	}
	return strings.Join(lines, "\n")
}
