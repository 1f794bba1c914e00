package engine

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"strings"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

var disputeVerbs = map[string]verb{
	"payments/acceptDispute":           plain((*Engine).AcceptDispute),
	"payments/supplyDefenseDocument":   plain((*Engine).SupplyDefense),
	"payments/downloadDisputeEvidence": plain((*Engine).DownloadEvidence),
}

// maxComplianceDefenses is how many documents a compliance request takes (api.md §3.12 names the limit's
// code, not the limit).
const maxComplianceDefenses = 3

const evidenceFile = "DISPUTE_EVIDENCE_FILE"

// evidenceDetail is a document the merchant defended itself with.
type evidenceDetail struct {
	Content string `json:"content"` // base64, as sent
	Format  string `json:"format"`
}

// AcceptDispute takes the liability (api.md §3.12).
func (e *Engine) AcceptDispute(ctx context.Context, call Call, req contract.DisputeRequest) (Answer, error) {
	return e.callDispute(ctx, call, req, func(ctx context.Context, tx sandbox.Tx, o *sandbox.Object, d disputeDetail) (*refusal, error) {
		if no := mayAnswer(*o, d, e.now(call.Environment)); no != nil {
			return no, nil
		}
		return nil, e.accept(ctx, tx, call.Environment, o, d, acceptedByMerchant)
	})
}

// SupplyDefense sends a document in the merchant's defence (api.md §3.12).
func (e *Engine) SupplyDefense(ctx context.Context, call Call, req contract.DisputeRequest) (Answer, error) {
	document, err := base64.StdEncoding.DecodeString(strings.TrimSpace(req.DisputeEvidence))
	if err != nil || len(document) == 0 {
		return illegal("disputeEvidence must be a file in base64.").answer("", "")
	}
	return e.callDispute(ctx, call, req, func(ctx context.Context, tx sandbox.Tx, o *sandbox.Object, d disputeDetail) (*refusal, error) {
		if no := mayDefend(*o, d, e.now(call.Environment)); no != nil {
			return no, nil
		}
		if err := e.keepEvidence(ctx, tx, call.Environment, o.ObjectID, document, req.DisputeEvidence); err != nil {
			return nil, err
		}
		d.Defenses++
		o.Status, o.DueAt = DisputeDefended, e.now(call.Environment).AddDate(0, 0, int(call.Environment.Settings.DisputeJudgementDays))
		return nil, e.saveDispute(ctx, tx, call.Environment, *o, d, noticeDefenseSupplied)
	})
}

// mayAnswer is nil while the merchant may accept the dispute.
func mayAnswer(o sandbox.Object, d disputeDetail, now time.Time) *refusal {
	switch {
	case o.Status == DisputeAccepted && d.AcceptReason == acceptedByMerchant || o.Status == DisputeDefended:
		return refuse(sandbox.CodeRepeatRequest, "The dispute is %s already.", o.Status)
	case o.Status != DisputeOpen || !d.DefenseDueAt.After(now):
		return refuse(sandbox.CodeTimeExceedsLimit, "The dispute could be answered until %s and is %s.", sandbox.FormatTime(d.DefenseDueAt), o.Status)
	}
	return nil
}

// mayDefend is nil while the merchant may send a document: once, and for compliance requests again
// while they are judged.
func mayDefend(o sandbox.Object, d disputeDetail, now time.Time) *refusal {
	if d.Type != disputeCompliance {
		return mayAnswer(o, d, now)
	}
	switch {
	case o.Status != DisputeOpen && o.Status != DisputeDefended:
		return refuse(sandbox.CodeNotAllowedInStatus, "The request is %s; no document can be sent any more.", o.Status)
	case d.Defenses >= maxComplianceDefenses:
		return refuse(sandbox.CodeDefenseExceedLimit, "%d documents were sent already; that is the most.", d.Defenses)
	case !d.DefenseDueAt.After(now):
		return refuse(sandbox.CodeTimeExceedsLimit, "Documents could be sent until %s.", sandbox.FormatTime(d.DefenseDueAt))
	}
	return nil
}

// keepEvidence stores the document; a later one takes its place.
func (e *Engine) keepEvidence(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, disputeID string, document []byte, sent string) error {
	detail := evidenceDetail{Content: strings.TrimSpace(sent), Format: "WORD"}
	if bytes.HasPrefix(document, []byte("%PDF")) {
		detail.Format = "PDF"
	}
	o, err := tx.ObjectByID(ctx, env.ID, sandbox.KindEvidence, disputeID)
	if err == nil {
		return e.updateObject(ctx, tx, env, o, detail)
	}
	if !sandbox.IsNotFound(err) {
		return err
	}
	if o, err = e.newObject(env, sandbox.KindEvidence, disputeID, "SUPPLIED", detail); err != nil {
		return err
	}
	o.ParentID = disputeID
	return insertObject(ctx, tx, o)
}

// callDispute finds the dispute, after what time has done to it, and answers with its resolution time.
func (e *Engine) callDispute(ctx context.Context, call Call, req contract.DisputeRequest, act func(context.Context, sandbox.Tx, *sandbox.Object, disputeDetail) (*refusal, error)) (Answer, error) {
	return e.decide(ctx, call, func(ctx context.Context, tx sandbox.Tx) (Answer, error) {
		o, detail, no, err := e.dispute(ctx, tx, call, req.DisputeID)
		if err == nil && no == nil {
			no, err = act(ctx, tx, &o, detail)
		}
		if err != nil {
			return Answer{}, err
		}
		if no != nil {
			return no.answer("", o.ParentID)
		}
		body, err := encode(contract.DisputeResponse{
			Result: wireResult(sandbox.OK()), DisputeID: o.ObjectID, DisputeResolutionTime: sandbox.FormatTime(e.now(call.Environment)),
		})
		return Answer{Body: body, Result: sandbox.OK(), PaymentID: o.ParentID}, err
	})
}

func (e *Engine) dispute(ctx context.Context, from sandbox.Reader, call Call, id string) (sandbox.Object, disputeDetail, *refusal, error) {
	o, err := from.ObjectByID(ctx, call.Environment.ID, sandbox.KindDispute, id)
	if sandbox.IsNotFound(err) {
		return o, disputeDetail{}, illegal("disputeId names no dispute of this client; %s was sent.", quoted(id)), nil
	}
	if err != nil {
		return o, disputeDetail{}, nil, err
	}
	detail, err := detailOf[disputeDetail](o)
	return o, detail, nil, err
}

// DownloadEvidence returns the form to defend with, or the document that was sent (api.md §3.12).
func (e *Engine) DownloadEvidence(ctx context.Context, call Call, req contract.DisputeRequest) (Answer, error) {
	o, detail, no, err := e.dispute(ctx, e.reader, call, req.DisputeID)
	if err != nil {
		return Answer{}, err
	}
	if no != nil {
		return no.answer("", "")
	}
	document := evidenceDetail{Content: base64.StdEncoding.EncodeToString(defenseForm(o, detail)), Format: "PDF"}
	if req.DisputeEvidenceType == evidenceFile {
		kept, err := e.reader.ObjectByID(ctx, call.Environment.ID, sandbox.KindEvidence, o.ObjectID)
		if sandbox.IsNotFound(err) {
			return illegal("No document was sent for this dispute; send one with supplyDefenseDocument.").answer("", o.ParentID)
		}
		if err != nil {
			return Answer{}, err
		}
		if document, err = detailOf[evidenceDetail](kept); err != nil {
			return Answer{}, err
		}
	}
	body, err := encode(contract.DisputeEvidenceResponse{
		Result: wireResult(sandbox.OK()), DisputeEvidence: document.Content, DisputeEvidenceFormat: document.Format,
	})
	return Answer{Body: body, Result: sandbox.OK(), PaymentID: o.ParentID}, err
}

// defenseForm is a one-page PDF that names the dispute.
func defenseForm(o sandbox.Object, d disputeDetail) []byte {
	lines := []string{
		"Antom Desk test document: defence of a dispute", "Dispute " + o.ObjectID, "Payment " + o.ParentID,
		"Type " + d.Type + ", reason " + d.ReasonCode, "Amount " + amountOf(d.AmountMinor, d.Currency).String(),
		"Defence due " + sandbox.FormatTime(d.DefenseDueAt), "Explanation:",
	}
	var text strings.Builder
	text.WriteString("BT /F1 12 Tf 72 770 Td 20 TL")
	for _, line := range lines {
		fmt.Fprintf(&text, " (%s) Tj T*", pdfText(line))
	}
	text.WriteString(" ET")
	return pdf([]string{
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
		fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", text.Len(), text.String()),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
	})
}

// pdfText escapes what ends or nests a PDF string; ids and codes are ASCII otherwise.
func pdfText(s string) string {
	return strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(s)
}

// pdf writes numbered objects, their table and the trailer.
func pdf(objects []string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	offsets := make([]int, len(objects))
	for i, object := range objects {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, table)
	return b.Bytes()
}
