package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
)

// iconSizes are sides in pixels; each divides the application icon's 1024.
var iconSizes = []int{512, 256, 128, 64, 32}

// linuxIcons writes the application's icon in the sizes of the icon theme below share.
func linuxIcons(share string) error {
	text, err := os.ReadFile(filepath.Join("build", "appicon.png"))
	if err != nil {
		return err
	}
	icon, err := png.Decode(bytes.NewReader(text))
	if err != nil {
		return err
	}
	for _, side := range iconSizes {
		var small bytes.Buffer
		if err := png.Encode(&small, shrink(icon, side)); err != nil {
			return err
		}
		if err := place(filepath.Join(share, filepath.FromSlash(iconName(side))), small.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// iconName is where the icon theme has the icon of a size.
func iconName(side int) string {
	return fmt.Sprintf("icons/hicolor/%dx%d/apps/antomdesk.png", side, side)
}

// shrink averages square blocks of a square image; side divides the image's.
func shrink(icon image.Image, side int) image.Image {
	small := image.NewNRGBA(image.Rect(0, 0, side, side))
	block := icon.Bounds().Dx() / side
	for y := range side {
		for x := range side {
			small.Set(x, y, average(icon, icon.Bounds().Min.Add(image.Pt(x*block, y*block)), block))
		}
	}
	return small
}

// average mixes one block. The components are premultiplied by alpha, so that the colour of
// transparent pixels does not bleed in.
func average(icon image.Image, at image.Point, block int) color.Color {
	var sum [4]uint32
	for y := range block {
		for x := range block {
			r, g, b, a := icon.At(at.X+x, at.Y+y).RGBA()
			for i, c := range [4]uint32{r, g, b, a} {
				sum[i] += c >> 8
			}
		}
	}
	n := uint32(block * block)
	return color.RGBA{R: uint8(sum[0] / n), G: uint8(sum[1] / n), B: uint8(sum[2] / n), A: uint8(sum[3] / n)}
}
