using Airflow.Cli.Tests.Samples;
using Airflow.Engine.Secrets;

namespace Airflow.Cli.Tests.Commands.Connections;

public sealed class ConnectionsCommandTests : IDisposable
{
    private static readonly string[] Filling = ["connections-add-uri", "connections-add-fields", "connections-add-json", "connections-add-unknown-type"];

    private readonly TestHome _home = new();

    private SampleSequence Samples => new(_home);

    public ConnectionsCommandTests() => _home.Set("AIRFLOW__CORE__FERNET_KEY", FernetCipher.NewKey());

    public void Dispose() => _home.Dispose();

    [Fact]
    public Task Empty_lists_are_printed_as_recorded() =>
        Samples.CheckAsync("connections-list-empty-json", "connections-list-empty-plain", "connections-list-empty-table", "connections-list-empty-yaml");

    [Fact]
    public Task Connections_are_added_in_every_form() => Samples.CheckAsync("connections-add-uri", "connections-add-fields", "connections-add-json");

    [Fact]
    public async Task A_type_nobody_knows_becomes_generic_with_a_warning()
    {
        var sample = Sample.Read("connections-add-unknown-type");

        var run = await CliRun.RunAsync(sample.Words, _home);

        run.Out.ShouldBe(sample.Out);
        run.Error.ShouldContain("mystery");
    }

    [Fact]
    public async Task What_cannot_be_added_is_refused_as_recorded()
    {
        await Samples.DoAsync("connections-add-uri");
        await Samples.CheckAsync(
            "connections-add-bad-id", "connections-add-bad-uri", "connections-add-both", "connections-add-duplicate", "connections-add-none",
            "connections-add-uri-and-fields");
        await Samples.CheckFailureAsync("connections-add-bad-extra");
        await Samples.CheckFailureAsync("connections-add-bad-json");
    }

    [Fact]
    public async Task Connections_are_got_as_recorded()
    {
        await Samples.DoAsync(Filling);
        await Samples.CheckAsync(
            "connections-get-json", "connections-get-plain", "connections-get-table", "connections-get-yaml", "connections-get-unknown");
    }

    [Fact]
    public async Task A_connection_of_the_environment_is_found()
    {
        var sample = Sample.Read("connections-get-env");
        _home.Set("AIRFLOW_CONN_FROMENV", sample.Variables["AIRFLOW_CONN_FROMENV"]);

        var run = await CliRun.RunAsync(sample.Words, _home);

        // the real one calls it encrypted, although it is in no database
        run.Out.ShouldBe(sample.Out.Replace("\"True\"", "\"False\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lists_are_printed_as_recorded()
    {
        await Samples.DoAsync(Filling);
        await Samples.CheckAsync(
            "connections-list-json", "connections-list-plain", "connections-list-table", "connections-list-yaml", "connections-list-hide-sensitive-alone",
            "connections-list-show-values-json", "connections-list-show-values-plain", "connections-list-show-values-table", "connections-list-show-values-yaml");
    }

    [Fact]
    public async Task Hidden_means_hidden_in_the_uri_too()
    {
        await Samples.DoAsync(Filling);

        var run = await CliRun.LineAsync("connections list --show-values --hide-sensitive -o json", _home);

        // the real one prints the password of a host with its own protocol
        run.Out.ShouldNotContain("s3cret");
        run.Out.ShouldNotContain("p%40ss");
        run.Out.ShouldContain("postgres://***:***@db.example.com:5432/main");
        run.Out.ShouldContain("http://https://***:***@api.example.com:8443");
    }

    [Fact]
    public async Task Connections_are_exported_as_recorded()
    {
        await Samples.DoAsync(Filling);
        await Samples.CheckAsync(
            "connections-export-stdout", "connections-export-stdout-env", "connections-export-stdout-env-json", "connections-export-stdout-yaml",
            "connections-export-json", "connections-export-yaml", "connections-export-env", "connections-export-bad-ext",
            "connections-export-serialization-json-file");
    }

    [Fact]
    public async Task Connections_are_imported_as_recorded()
    {
        await Samples.DoAsync(Filling);
        await Samples.DoAsync("connections-export-json");
        await WriteAsync("i.yaml", "yc:\n  conn_type: http\n  host: h\n  extra_dejson:\n    a: 1\n");
        await WriteAsync("i.env", "envc=postgres://u:p@h/db\n");
        await WriteAsync("ibad.json", """{"good": "http://h", "bad": 5}""");

        await Samples.CheckAsync(
            "connections-import-missing", "connections-import-bad-ext", "connections-import-existing", "connections-import-overwrite",
            "connections-import-yaml", "connections-import-env");
        await Samples.CheckFailureAsync("connections-import-bad");

        (await CliRun.LineAsync("connections get good", _home)).ExitCode.ShouldBe(1);
        (await CliRun.LineAsync("connections get yc -o json", _home)).Out.ShouldContain("\"extra_dejson\": {\"a\": \"1\"}");
    }

    [Theory]
    [InlineData("all.json")]
    [InlineData("all.yaml")]
    [InlineData("all.env")]
    [InlineData("all.env --serialization-format json")]
    public async Task What_is_exported_can_be_imported_elsewhere(string target)
    {
        await Samples.DoAsync("connections-add-uri", "connections-add-json");
        var before = await CliRun.LineAsync("connections export - --file-format env", _home);
        await CliRun.LineAsync($"connections export {target}", _home);
        await CliRun.LineAsync("connections delete pg", _home);
        await CliRun.LineAsync("connections delete rd", _home);

        (await CliRun.LineAsync($"connections import {target.Split(' ')[0]}", _home)).ExitCode.ShouldBe(0);

        (await CliRun.LineAsync("connections export - --file-format env", _home)).Out.ShouldBe(before.Out);
    }

    [Fact]
    public async Task Connections_are_deleted_as_recorded()
    {
        await Samples.DoAsync(Filling);
        await Samples.CheckAsync("connections-delete", "connections-delete-unknown");
    }

    [Fact]
    public async Task The_password_is_not_in_the_database_file()
    {
        await CliRun.LineAsync("connections add pg --conn-type postgres --conn-password hunter22-in-clear", _home);

        var files = Directory.EnumerateFiles(_home.Path, "airflow.db*").Select(File.ReadAllBytes);

        files.Any(bytes => bytes.AsSpan().IndexOf("hunter22-in-clear"u8) >= 0).ShouldBeFalse();
    }

    [Fact]
    public Task Testing_is_refused_as_recorded() => Samples.CheckAsync("connections-test-disabled");

    [Theory]
    [InlineData("good", "sqlite", "{0}", "Connection success!", 0)]
    [InlineData("bad", "sqlite", "{0}/none/x.db", "Connection failed!", 1)]
    [InlineData("odd", "http", "h", "There is no test for connections of type 'http'", 1)]
    public async Task A_connection_is_tested_where_that_is_allowed(string id, string type, string host, string expected, int exitCode)
    {
        _home.Set("AIRFLOW__CORE__TEST_CONNECTION", "Enabled");
        var path = host.Replace("{0}", _home.PathOf(exitCode == 0 ? "x.db" : ""), StringComparison.Ordinal);
        await CliRun.RunAsync(["connections", "add", id, "--conn-type", type, "--conn-host", path], _home);

        var run = await CliRun.LineAsync($"connections test {id}", _home);

        run.Out.ShouldStartWith($"Retrieving connection: '{id}'\n\nTesting...\n");
        run.Out.ShouldContain(expected);
        run.ExitCode.ShouldBe(exitCode);
    }

    [Fact]
    public async Task Default_connections_are_created_once()
    {
        (await CliRun.LineAsync("connections create-default-connections", _home)).Out.ShouldBe("62 default connections created, 0 exist already\n");
        (await CliRun.LineAsync("connections create-default-connections", _home)).Out.ShouldBe("0 default connections created, 62 exist already\n");
        (await CliRun.LineAsync("connections get redis_default -o json", _home)).Out.ShouldContain("\"get_uri\": \"redis://redis:6379/?__extra__=");
    }

    [Fact]
    public async Task The_groups_commands_are_those_of_the_real_one()
    {
        var sample = Sample.Read("err-connections-a");

        var run = await CliRun.RunAsync(["connections", "x"], _home);

        run.Error.ShouldStartWith(sample.Error);
        run.ExitCode.ShouldBe(sample.ExitCode);
    }

    private Task WriteAsync(string name, string content) => File.WriteAllTextAsync(_home.PathOf(name), content, TestContext.Current.CancellationToken);
}
