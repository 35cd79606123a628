using System.Text;
using Airflow.Shared;

namespace Airflow.Testing.Tests.Guide;

/// <summary>What docs/guides/testing.md shows is what is compiled and run here. AIRFLOW_WRITE_GUIDE=1 writes the samples into it.</summary>
public sealed class TestingGuideTests
{
    private static readonly string[] Files = ["SalesDag.cs", "SalesTests.cs"];

    [Fact]
    public async Task The_guide_quotes_the_samples_word_for_word()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var root = RepositoryFolder.Root;
        var samples = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Files)
        {
            Collect(await File.ReadAllLinesAsync(Path.Combine(root, "tests", "Airflow.Testing.Tests", "Guide", file), cancellationToken), samples);
        }

        var path = Path.Combine(root, "docs", "guides", "testing.md");
        var guide = await File.ReadAllLinesAsync(path, cancellationToken);
        var expected = Quote(guide, samples);
        if (Environment.GetEnvironmentVariable("AIRFLOW_WRITE_GUIDE") == "1")
        {
            await File.WriteAllTextAsync(path, expected, cancellationToken);
        }

        (await File.ReadAllTextAsync(path, cancellationToken)).ShouldBe(expected);
        samples.Count.ShouldBe(guide.Count(line => line == "```csharp"));
    }

    private static void Collect(string[] lines, Dictionary<string, string> samples)
    {
        const string Begin = "    // sample: ";
        for (var index = 0; index < lines.Length; index++)
        {
            if (lines[index].StartsWith(Begin, StringComparison.Ordinal))
            {
                var body = lines.Skip(index + 1).TakeWhile(line => line != "    // end");
                samples.Add(lines[index][Begin.Length..], string.Concat(body.Select(line => $"{(line.Length > 4 ? line[4..] : "")}\n")));
            }
        }
    }

    /// <summary>The guide with each block as its sample is now: the first block is the DAG, the others have the heading above them as a name.</summary>
    private static string Quote(string[] guide, Dictionary<string, string> samples)
    {
        var (text, title, isInside) = (new StringBuilder(), "The DAG under test", false);
        foreach (var line in guide)
        {
            title = !isInside && line.StartsWith("## ", StringComparison.Ordinal) ? line[3..] : title;
            isInside = isInside ? line != "```" : line == "```csharp";
            if (line == "```csharp")
            {
                text.Append(line).Append('\n').Append(samples[title]);
            }
            else if (!isInside)
            {
                text.Append(line).Append('\n');
            }
        }

        return text.ToString();
    }
}
