using System.Runtime.CompilerServices;

namespace Airflow.Tests.Api;

/// <summary>A change of what authors rely on shows as a change of a file.</summary>
public sealed class PublicApiTests
{
    /// <summary>With AIRFLOW_WRITE_API=1 the file is written anew instead.</summary>
    [Fact]
    public async Task The_SDK_offers_what_is_written_down() => await CheckAsync(PublicApi.Describe(typeof(Dag).Assembly));

    private static async Task CheckAsync(string actual, [CallerFilePath] string here = "")
    {
        var path = Path.ChangeExtension(here.Replace("PublicApiTests", "Airflow.Sdk", StringComparison.Ordinal), ".txt");
        if (Environment.GetEnvironmentVariable("AIRFLOW_WRITE_API") == "1")
        {
            await File.WriteAllTextAsync(path, actual);
        }

        actual.ShouldBe(await File.ReadAllTextAsync(path));
    }
}
