package engine

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"slices"
	"strings"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// File is one file that came with a call.
type File struct {
	Part    string // the name of the part
	Name    string // as its sender calls it; may be empty
	Type    string // media type as sent; may be empty
	Content []byte
}

// The kinds of uploaded files.
const (
	kindPaymentFile  sandbox.ObjectKind = "payments/invoiceShippingFile"
	kindProductImage sandbox.ObjectKind = "billing/productImage"
)

// maxImageBytes is the largest product image the SDKs send (api.md §1.7); maxImages is how many a
// product has (its images field).
const (
	maxImageBytes = 2 << 20
	maxImages     = 8
)

// uploadFamilies are the calls that bring a file along.
func uploadFamilies() []family {
	return []family{
		{
			kind: sandbox.KindAttachment, id: "attachmentKey", request: "submitAttachmentRequestId", prefix: "AT", initial: "SUBMITTED",
			calls: []resourceCall{{api: "business/attachment/submitAttachment", do: create, step: keepAttachment}},
		}, {
			kind: kindPaymentFile, id: "fileId", request: "fileId", initial: "SUBMITTED",
			calls: []resourceCall{{api: "payments/uploadInvoiceShippingFile", do: create, step: keepPaymentFile}},
		}, {
			kind: kindProductImage, id: "imageId", prefix: "IM", initial: statusActive, parent: parent{field: "productId", kind: kindProduct},
			calls: []resourceCall{{api: "billing/product/uploadImage", do: create, step: keepImage}},
		},
	}
}

// keepAttachment stores an attachment. The SDKs can send no file with it, only its hash.
func keepAttachment(_ context.Context, w *work) (*refusal, error) {
	if len(w.files) == 0 {
		return nil, nil
	}
	_, no := w.keepFile()
	return no, nil
}

// keepPaymentFile stores a payment's invoice or shipping document: a file part, or uploadFile itself.
func keepPaymentFile(ctx context.Context, w *work) (*refusal, error) {
	p, err := w.tx.PaymentByRequestID(ctx, w.call.Environment.ID, w.sentText("paymentRequestId"))
	if sandbox.IsNotFound(err) {
		return refuse(sandbox.CodeOrderNotExist, "No payment of this client has that paymentRequestId."), nil
	}
	if err != nil {
		return nil, err
	}
	w.object.ParentID = p.PaymentID
	if len(w.files) == 0 && w.sentText("uploadFile") == "" {
		return illegal("uploadFile is required: the file in the body, or as a part of a multipart upload."), nil
	}
	if len(w.files) == 0 {
		return nil, nil
	}
	_, no := w.keepFile()
	return no, nil
}

// keepImage stores a product's picture under an address that shows it.
func keepImage(ctx context.Context, w *work) (*refusal, error) {
	file, no := w.keepFile()
	switch {
	case no != nil:
		return no, nil
	case len(file.Content) == 0 || len(file.Content) > maxImageBytes:
		return illegal("The image must have 1 to %d bytes; it has %d.", maxImageBytes, len(file.Content)), nil
	}
	w.object.Token = w.engine.token()
	address := w.call.Origin + WalletPath + w.object.Token
	w.set("imageName", file.Name)
	w.set("imageUrl", address)
	return w.addImage(ctx, address)
}

func (w *work) addImage(ctx context.Context, address string) (*refusal, error) {
	product, err := w.tx.ObjectByID(ctx, w.call.Environment.ID, kindProduct, w.object.ParentID)
	if err != nil {
		return nil, err
	}
	fields, err := detailOf[contract.Fields](product)
	if err != nil {
		return nil, err
	}
	images := append(textsIn(fields, "images"), address)
	if len(images) > maxImages {
		return refuse(sandbox.CodeProcessFail, "Product %s has %d images already; that is the most.", product.ObjectID, maxImages), nil
	}
	put(fields, "images", images)
	put(fields, "updatedAt", sandbox.FormatTime(w.now))
	return nil, w.engine.updateObject(ctx, w.tx, w.call.Environment, product, fields)
}

// keepFile stores the call's file with the object. The SDKs send the same bytes under two names; all
// must have the hash that was signed.
func (w *work) keepFile() (File, *refusal) {
	if len(w.files) == 0 {
		return File{}, illegal("The call brings no file; send it as a part of a multipart/form-data body.")
	}
	want := w.sentText("fileSha256")
	for _, f := range w.files {
		if hash := sha256.Sum256(f.Content); want != "" && !strings.EqualFold(want, hex.EncodeToString(hash[:])) {
			return f, illegal("fileSha256 is not the SHA-256 of the part %s, which is %x.", quoted(f.Part), hash)
		}
	}
	file := w.files[0]
	if i := slices.IndexFunc(w.files, func(f File) bool { return f.Name != "" }); i >= 0 {
		file = w.files[i]
	}
	w.setUnless("fileName", file.Name)
	w.set("file", base64.StdEncoding.EncodeToString(file.Content))
	return file, nil
}

// ProductImage is the picture behind an address of billing/product/uploadImage; the object is what
// BuyerObject found.
func ProductImage(o sandbox.Object) ([]byte, error) {
	fields, err := detailOf[contract.Fields](o)
	if err != nil {
		return nil, err
	}
	return base64.StdEncoding.DecodeString(textIn(fields, "file"))
}

// KindProductImage is the kind of the objects ProductImage reads.
const KindProductImage = kindProductImage
