// Crawls a small site, one task for each page, and loads what was found into SQLite. The site is made by the first task, in a
// folder of the run, so the DAG needs no network; with the param "site" it crawls another one, by file: or http: address.
using System.Text.RegularExpressions;
using Airflow;
using Airflow.Providers.Common.Sql;

var dag = new Dag("example_crawl")
{
    Description = "Crawls a site page by page and loads it into SQLite",
    StartDate = new(2026, 1, 1),
    DefaultArgs = new() { Retries = 2, RetryDelay = TimeSpan.FromSeconds(10) },
    Params = { ["site"] = new Param<string>("") { Description = "Address of the start page; empty makes a site of its own" } },
    Tags = ["example", "crawl"],
};

var site = dag.Task("find_site", context => context.Params.Get<string>("site") is { Length: > 0 } given ? given : Site.Make(context.RunId));
var pages = dag.Task("find_pages", site, async (context, start) => Site.Links(new Uri(start), await Site.ReadAsync(start, context.CancellationToken)));
var words = pages.Map("read_page", async (context, address) => Page.Parse(address, await Site.ReadAsync(address, context.CancellationToken)));
var summary = dag.Task("sum_up", words, found => new Summary(found.Count, found.Sum(page => page.Words), found.MaxBy(page => page.Words)?.Title));

dag.Task("load", words, summary, async (context, found, sum) =>
{
    await using var database = await DbApiHook.OpenAsync(context, "sqlite_default");
    await using var transaction = await database.BeginTransactionAsync(context.CancellationToken);
    await using var command = database.CreateCommand();
    command.Transaction = transaction;
    command.CommandText = "CREATE TABLE IF NOT EXISTS pages (address TEXT PRIMARY KEY, title TEXT NOT NULL, words INTEGER NOT NULL)";
    await command.ExecuteNonQueryAsync(context.CancellationToken);
    foreach (var page in found)
    {
        command.CommandText = "REPLACE INTO pages (address, title, words) VALUES (@address, @title, @words)";
        command.Parameters.Clear();
        foreach (var (name, value) in new (string, object)[] { ("@address", page.Address), ("@title", page.Title), ("@words", page.Words) })
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        await command.ExecuteNonQueryAsync(context.CancellationToken);
    }

    await transaction.CommitAsync(context.CancellationToken);
    Console.WriteLine($"Loaded {sum.Pages} pages with {sum.Words} words; the longest is '{sum.Longest}'");
});

return await DagFile.RunAsync(args);

record Summary(int Pages, int Words, string? Longest);

record Page(string Address, string Title, int Words)
{
    public static Page Parse(string address, string html)
    {
        var title = Regex.Match(html, "<title>(.*?)</title>", RegexOptions.IgnoreCase | RegexOptions.Singleline) is { Success: true } match ? match.Groups[1].Value : address;
        return new(address, title, Regex.Replace(html, "<[^>]*>", " ").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length);
    }
}

static class Site
{
    private static readonly HttpClient Http = new();

    public static async Task<string> ReadAsync(string address, CancellationToken cancellationToken)
    {
        var uri = new Uri(address);
        return uri.IsFile ? await File.ReadAllTextAsync(uri.LocalPath, cancellationToken) : await Http.GetStringAsync(uri, cancellationToken);
    }

    public static string[] Links(Uri start, string html) =>
        [.. Regex.Matches(html, "href=\"([^\"]+)\"", RegexOptions.IgnoreCase).Select(match => new Uri(start, match.Groups[1].Value).ToString()).Distinct()];

    public static string Make(string runId)
    {
        var folder = Path.Combine(Path.GetTempPath(), "airflow-crawl", string.Concat(runId.Select(letter => char.IsLetterOrDigit(letter) ? letter : '_')));
        Directory.CreateDirectory(folder);
        string[] topics = ["scheduler", "worker", "triggerer", "broker", "database", "logs"];
        foreach (var (number, topic) in topics.Index())
        {
            var text = string.Join(' ', Enumerable.Repeat($"About the {topic}.", number + 1));
            File.WriteAllText(Path.Combine(folder, $"{topic}.html"), $"<html><head><title>The {topic}</title></head><body><p>{text}</p></body></html>");
        }

        var links = string.Concat(topics.Select(topic => $"<li><a href=\"{topic}.html\">{topic}</a></li>"));
        var index = Path.Combine(folder, "index.html");
        File.WriteAllText(index, $"<html><head><title>Start</title></head><body><ul>{links}</ul></body></html>");
        return new Uri(index).ToString();
    }
}
