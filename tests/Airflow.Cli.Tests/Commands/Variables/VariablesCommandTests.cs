using Airflow.Cli.Tests.Samples;
using Airflow.Engine.Secrets;

namespace Airflow.Cli.Tests.Commands.Variables;

public sealed class VariablesCommandTests : IDisposable
{
    private static readonly string[] Filling =
        ["variables-set", "variables-set-overwrite", "variables-set-json", "variables-set-serialize", "variables-set-description", "variables-set-secret"];

    private readonly TestHome _home = new();

    private SampleSequence Samples => new(_home);

    public VariablesCommandTests() => _home.Set("AIRFLOW__CORE__FERNET_KEY", FernetCipher.NewKey());

    public void Dispose() => _home.Dispose();

    [Fact]
    public Task Empty_lists_are_printed_as_recorded() =>
        Samples.CheckAsync("variables-list-empty-json", "variables-list-empty-plain", "variables-list-empty-table", "variables-list-empty-yaml");

    [Fact]
    public Task Values_are_set_and_overwritten() => Samples.CheckAsync(Filling);

    [Fact]
    public async Task Values_are_got()
    {
        await Samples.DoAsync(Filling);
        await Samples.CheckAsync(
            "variables-get", "variables-get-raw-json", "variables-get-json", "variables-get-secret", "variables-get-default", "variables-get-unknown", "variables-get-env");
        await Samples.CheckFailureAsync("variables-get-json-bad");
    }

    [Fact]
    public async Task Lists_are_printed_as_recorded()
    {
        await Samples.DoAsync(Filling);
        await Samples.CheckAsync(
            "variables-list-json", "variables-list-plain", "variables-list-table", "variables-list-yaml", "variables-list-hide-sensitive",
            "variables-list-show-values-json", "variables-list-show-values-plain", "variables-list-show-values-yaml");
    }

    [Fact]
    public async Task Brackets_in_a_table_are_kept()
    {
        // the real one takes them for markup and swallows them
        await Samples.DoAsync(Filling);

        var run = await CliRun.LineAsync("variables list --show-values", _home);

        run.Out.ShouldContain("cfg          | {\"a\": 1, \"b\": [true, null]}");
    }

    [Fact]
    public async Task An_export_is_written_as_recorded()
    {
        await Samples.DoAsync(Filling);
        await Samples.CheckAsync("variables-export-stdout", "variables-export");
    }

    [Fact]
    public async Task An_import_is_done_as_recorded()
    {
        await Samples.DoAsync(Filling);
        await WriteAsync("vi.json", """{"env": "new", "n": 5, "o": {"x": 1}, "w": {"value": "q", "description": "d"}}""");
        await WriteAsync("vi.env", "# two\nA=1\nB=two words\n");

        await Samples.CheckAsync(
            "variables-import-missing", "variables-import", "variables-import-skip", "variables-import-fail", "variables-import-env",
            "variables-list-imported-json", "variables-list-imported-plain", "variables-list-imported-yaml");
    }

    [Fact]
    public async Task What_is_exported_can_be_imported_elsewhere()
    {
        await Samples.DoAsync(Filling);
        await CliRun.LineAsync("variables export all.json", _home);
        var before = await CliRun.LineAsync("variables export -", _home);
        foreach (var key in (string[])["env", "cfg", "ser", "described", "api_password"])
        {
            await CliRun.LineAsync($"variables delete {key}", _home);
        }

        (await CliRun.LineAsync("variables import all.json", _home)).Out.ShouldBe("5 of 5 variables successfully updated.\n");

        (await CliRun.LineAsync("variables export -", _home)).Out.ShouldBe(before.Out);
    }

    [Theory]
    [InlineData("x.yaml", "a: 1\nb: [x, 'y']\nc: text\nd: yes\n", """{"a":1,"b":["x","y"],"c":"text","d":true}""")]
    [InlineData("x.yml", "nested:\n  deep:\n    - null\n    - 1.5\n", """{"nested":{"deep":[null,1.5]}}""")]
    public async Task Yaml_is_read(string file, string content, string expected)
    {
        await WriteAsync(file, content);

        (await CliRun.LineAsync($"variables import {file}", _home)).ExitCode.ShouldBe(0);

        (await CliRun.LineAsync("variables export -", _home)).Out.ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal).ShouldBe(expected);
    }

    [Theory]
    [InlineData("x.txt", "a=1", "Unsupported file format")]
    [InlineData("x.json", "[1]", "must hold an object")]
    [InlineData("x.json", "{", "x.json cannot be read")]
    [InlineData("x.env", "novalue\n", "line 1")]
    [InlineData("x.env", "a=1\na=2\n", "a second time")]
    public async Task A_bad_file_is_named_and_changes_nothing(string file, string content, string message)
    {
        await WriteAsync(file, content);

        var run = await CliRun.LineAsync($"variables import {file}", _home);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain(message);
        (await CliRun.LineAsync("variables list -o json", _home)).Out.ShouldBe("[]\n");
    }

    [Fact]
    public Task Deleting_says_so_whether_or_not_there_was_one() => Samples.CheckAsync("variables-delete", "variables-delete-unknown");

    [Fact]
    public async Task The_key_is_rotated()
    {
        await CliRun.LineAsync("variables set env prod", _home);
        var fresh = FernetCipher.NewKey();
        _home.Set("AIRFLOW__CORE__FERNET_KEY", $"{fresh},{_home.Variables["AIRFLOW__CORE__FERNET_KEY"]}");

        await Samples.CheckAsync("rotate-fernet-key");

        _home.Set("AIRFLOW__CORE__FERNET_KEY", fresh);
        (await CliRun.LineAsync("variables get env", _home)).Out.ShouldBe("prod\n");
    }

    private Task WriteAsync(string name, string content) => File.WriteAllTextAsync(_home.PathOf(name), content, TestContext.Current.CancellationToken);

    [Fact]
    public async Task An_export_is_for_its_owner_alone_and_readable_again()
    {
        await CliRun.LineAsync("variables set key s3cret", _home);

        (await CliRun.LineAsync("variables export v.json", _home)).ExitCode.ShouldBe(0);
        var env = await CliRun.LineAsync("variables export v.env", _home);

        File.GetUnixFileMode(_home.PathOf("v.json")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await CliRun.LineAsync("variables import v.json", _home)).ExitCode.ShouldBe(0);
        env.ExitCode.ShouldBe(1);
        env.Error.ShouldContain("ends in .json");
        File.Exists(_home.PathOf("v.env")).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_a_key_somebody_who_stores_a_value_is_warned()
    {
        _home.Set("AIRFLOW__CORE__FERNET_KEY", "");

        (await CliRun.LineAsync("variables set key value", _home)).Error.ShouldStartWith("Warning: [core] fernet_key is empty");
        (await CliRun.LineAsync("variables get key", _home)).Error.ShouldBeEmpty();
    }
}
