using System.Globalization;

namespace Airflow.Celery.Flower.Pages;

/// <summary>Values as people read them.</summary>
internal static class Shown
{
    public static Html Time(double? seconds)
    {
        if (seconds is not { } value)
        {
            return new Html("<span class=\"none\">–</span>");
        }

        var time = DateTimeOffset.UnixEpoch.AddSeconds(value);
        return Html.Of($"""<time datetime="{time.ToString("O", CultureInfo.InvariantCulture)}" title="UTC">{time.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)}</time>""");
    }

    public static string Duration(double? seconds) => seconds switch
    {
        null => "",
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:F2} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds:F2} s"),
    };

    public static Html State(string state) => Html.Of($"""<span class="badge {state.ToLowerInvariant()}">{state}</span>""");

    public static Html Online(bool isOnline) => new(isOnline ? "<span class=\"badge success\">Online</span>" : "<span class=\"badge\">Offline</span>");

    public static string Load(IEnumerable<double> load) => string.Join("  ", load.Select(static one => one.ToString("F2", CultureInfo.InvariantCulture)));

    /// <summary>The head of a column that sorts: its link turns the order round.</summary>
    public static Html Head(PageView view, string path, string field, string label, string current)
    {
        var isThis = current.TrimStart('-') == field;
        var isDown = current.StartsWith('-');
        var order = !isThis ? "none" : isDown ? "descending" : "ascending";
        return Html.Of($"""<th scope="col" aria-sort="{order}"><a href="{view.Changed(path, ("sort", isThis && !isDown ? $"-{field}" : field), ("page", null))}">{label}<span aria-hidden="true" class="arrow">{(!isThis ? "" : isDown ? " ↓" : " ↑")}</span></a></th>""");
    }
}
