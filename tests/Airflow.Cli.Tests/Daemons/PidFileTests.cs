using System.Globalization;
using Airflow.Cli.Daemons;

namespace Airflow.Cli.Tests.Daemons;

public sealed class PidFileTests : IDisposable
{
    private readonly TestHome _home = new(withDatabase: false);

    private string FilePath => _home.PathOf("run/x.pid");

    public void Dispose() => _home.Dispose();

    [Fact]
    public void It_holds_the_number_of_this_process_until_the_end()
    {
        using (PidFile.Take(FilePath))
        {
            File.ReadAllText(FilePath).ShouldBe(Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n");
            PidFile.Read(FilePath).ShouldBe(Environment.ProcessId);
        }

        File.Exists(FilePath).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("none")]
    [InlineData("-1")]
    [InlineData("999999999")]
    public void A_file_that_names_no_living_process_is_free(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllText(FilePath, text);

        PidFile.FindProcess(FilePath).ShouldBeNull();
        using var taken = PidFile.Take(FilePath);
        taken.ShouldNotBeNull();
    }

    [Fact]
    public void The_file_of_a_later_process_is_left_alone()
    {
        var taken = PidFile.Take(FilePath).ShouldNotBeNull();
        File.WriteAllText(FilePath, "4242");

        taken.Dispose();

        File.ReadAllText(FilePath).ShouldBe("4242");
    }
}
