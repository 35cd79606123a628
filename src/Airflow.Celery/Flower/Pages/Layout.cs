using System.Globalization;

namespace Airflow.Celery.Flower.Pages;

/// <summary>What stands around every page.</summary>
internal static class Layout
{
    /// <param name="active">The entry of the navigation that the page belongs to.</param>
    /// <param name="body">The content.</param>
    /// <param name="isLive">Whether the content is fetched again when something happens in the cluster.</param>
    public static Html Render(PageView view, string title, string active, Html body, bool isLive) => Html.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
        <title>{title} · Flower</title>
        <link rel="stylesheet" href="{view.Link("/static/flower.css")}"><link rel="icon" href="data:,">
        <script src="{view.Link("/static/flower.js")}" defer></script>
        </head>
        <body data-live="{(isLive ? view.Link("/live") : "")}">
        <a class="skip" href="#main">Skip to the content</a>
        <header><nav aria-label="Main"><a class="brand" href="{view.Link("/")}"><span aria-hidden="true" class="mark">✿</span>Flower</a>{Entry(view, "/workers", "Workers", active)}{Entry(view, "/tasks", "Tasks", active)}{Entry(view, "/broker", "Broker", active)}</nav>
        <p class="updated"><span aria-hidden="true" class="dot"></span>{(isLive ? "Live" : "Updated")} <time id="updated">{view.Now.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}</time> UTC</p></header>
        <main id="main" tabindex="-1">{Say(view.Notice)}
        <div id="live">{body}</div>
        </main>
        </body>
        </html>

        """);

    private static Html Entry(PageView view, string path, string label, string active) =>
        Html.Of($"""<a href="{view.Link(path)}" {(active == label ? new Html("aria-current=\"page\"") : Html.Empty)}>{label}</a>""");

    private static Html Say(Notice? notice) => notice is null ? Html.Empty : Html.Of($"""<p class="notice {(notice.IsError ? "error" : "")}" role="status">{notice.Text}</p>""");
}
