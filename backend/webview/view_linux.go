//go:build linux && desktop

package webview

// Wails creates its view with webkit_web_view_new_with_user_content_manager and offers no hook. A
// definition of that symbol in the executable wins over the one in libwebkit2gtk, so this one makes
// the view as the original does and connects what is missing.
//
// When the web process dies, WebKit goes on showing the last frame and tells nobody, and Wails cannot
// revive it. The page is loaded again where it was: its route is in the address. A page that dies over
// and over is left alone, or it would spin for ever.
//
// WebKit keeps what a page stores under the program's name in the user's data and cache folders, and
// that is the product's own data folder. So the one web context, which Wails asks for by a function of
// WebKit that is defined here too, keeps it in folders of its own beside it.
//
// Under the tag e2e (see automation_linux_e2e.go) the view also belongs to the automation session.

/*
#cgo pkg-config: gtk+-3.0 webkit2gtk-4.1
#include <gtk/gtk.h>
#include <webkit2/webkit2.h>

#define WEB_FOLDER "antomdesk-webview"

enum { RELOADS = 5, WINDOW_SECONDS = 60 };

static void web_process_terminated(WebKitWebView *view, WebKitWebProcessTerminationReason reason, gpointer data) {
	static gint64 since;
	static int reloads;
	gint64 now = g_get_monotonic_time();
	if (now - since > WINDOW_SECONDS * G_USEC_PER_SEC) {
		since = now;
		reloads = 0;
	}
	if (++reloads > RELOADS) {
		g_printerr("antomdesk: the web process keeps dying (reason %d); close the window and start again\n", (int)reason);
		return;
	}
	g_printerr("antomdesk: the web process died (reason %d); loading the page again\n", (int)reason);
	const gchar *address = webkit_web_view_get_uri(view);
	gchar *copy = g_strdup(address != NULL && *address != 0 ? address : "wails://wails/");
	webkit_web_view_load_uri(view, copy);
	g_free(copy);
}

WebKitWebContext *webkit_web_context_get_default(void) {
	static WebKitWebContext *context;
	if (context != NULL) return context;
	gchar *data = g_build_filename(g_get_user_data_dir(), WEB_FOLDER, NULL);
	gchar *cache = g_build_filename(g_get_user_cache_dir(), WEB_FOLDER, NULL);
	WebKitWebsiteDataManager *manager = webkit_website_data_manager_new("base-data-directory", data, "base-cache-directory", cache, NULL);
	context = webkit_web_context_new_with_website_data_manager(manager);
	g_object_unref(manager);
	g_free(data);
	g_free(cache);
	return context;
}

#ifdef ANTOMDESK_E2E
static WebKitWebView *automated_view;

static WebKitWebView *hand_over(WebKitAutomationSession *session, gpointer data) { return automated_view; }

static void automation_started(WebKitWebContext *context, WebKitAutomationSession *session, gpointer data) {
	WebKitApplicationInfo *info = webkit_application_info_new();
	webkit_application_info_set_name(info, "antomdesk");
	webkit_application_info_set_version(info, 1, 0, 0);
	webkit_automation_session_set_application_info(session, info);
	webkit_application_info_unref(info);
	g_signal_connect(session, "create-web-view", G_CALLBACK(hand_over), NULL);
}

static WebKitWebView *new_view(WebKitUserContentManager *manager) {
	WebKitWebContext *context = webkit_web_context_get_default();
	webkit_web_context_set_automation_allowed(context, TRUE);
	g_signal_connect(context, "automation-started", G_CALLBACK(automation_started), NULL);
	automated_view = g_object_new(WEBKIT_TYPE_WEB_VIEW, "web-context", context, "user-content-manager", manager, "is-controlled-by-automation", TRUE, NULL);
	return automated_view;
}
#else
static WebKitWebView *new_view(WebKitUserContentManager *manager) {
	return g_object_new(WEBKIT_TYPE_WEB_VIEW, "web-context", webkit_web_context_get_default(), "user-content-manager", manager, NULL);
}
#endif

GtkWidget *webkit_web_view_new_with_user_content_manager(WebKitUserContentManager *manager) {
	WebKitWebView *view = new_view(manager);
	g_signal_connect(view, "web-process-terminated", G_CALLBACK(web_process_terminated), NULL);
	return GTK_WIDGET(view);
}
*/
import "C"
