using System.Text.Json.Nodes;
using Airflow.Cli.Commands;
using Airflow.Cli.Parsing;
using Airflow.Shared;

namespace Airflow.Cli.Tests.Commands;

public sealed class CommandTreeTests
{
    /// <summary>What is ours: commands and options that Airflow 3 does not have.</summary>
    private static readonly string[] Own =
    [
        "bench", "bundles list", "bundles show", "bundles verify", "config diff", "celery inspect", "celery worker --loglevel", "completion", "dags clear --run-on-latest-version", "dags hold", "dags list --subdir", "dags list-import-errors --subdir", "dags mark", "dags note", "dags pause --drain", "dags report --subdir", "dags resume", "deploy", "login", "logout", "standalone --daemon", "standalone --log-file", "standalone --pid", "standalone --port", "standalone --stderr", "standalone --stdout",
        "tasks clear --future", "tasks clear --past", "tasks clear --run-id", "tasks clear --run-on-latest-version", "tasks explain", "tasks hold", "tasks mark", "tasks note", "tasks resume", "tasks list --tree", "tasks logs", "users delete --yes",
    ];

    public static TheoryData<string> Names => [.. All().Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_command_explains_itself(string name)
    {
        var entry = All()[name];
        var arguments = entry.Create().Arguments;

        var page = new CommandHelp($"airflow {name}", entry.Summary, arguments).Render();

        page.ShouldStartWith($"Usage: airflow {name}");
        entry.Summary.ShouldEndWith(".");
        foreach (var argument in arguments)
        {
            argument.Help.ShouldEndWith(".");
            page.ShouldContain(argument.IsPositional ? argument.ValueName : argument.Flags[^1]);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Options_stand_in_the_order_of_their_names(string name)
    {
        var options = All()[name].Create().Arguments.Where(static argument => !argument.IsPositional).Select(static argument => argument.Flags[^1].TrimStart('-')).ToList();

        options.ShouldBe(options.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Commands_and_options_are_those_of_Airflow(string name)
    {
        var theirs = AirflowCommands();
        if (Own.Contains(name))
        {
            theirs.ShouldNotContainKey(name);
            return;
        }

        theirs.ShouldContainKey(name);
        var known = theirs[name]!["options"]!.AsArray().ToDictionary(static option => (string)option!["flags"]!.AsArray()[^1]!, static option => option!, StringComparer.Ordinal);
        foreach (var option in All()[name].Create().Arguments.Where(static argument => !argument.IsPositional))
        {
            // every command of ours can show the whole of an error
            if (option.Flags[^1] == "--verbose" || Own.Contains($"{name} {option.Flags[^1]}"))
            {
                continue;
            }

            known.ShouldContainKey(option.Flags[^1]);
            option.Flags.ShouldBe(known[option.Flags[^1]]["flags"]!.AsArray().Select(static flag => (string)flag!));
            (option.Arity == Arity.Flag).ShouldBe((int?)(known[option.Flags[^1]]["nargs"] as JsonValue is { } nargs && nargs.TryGetValue<int>(out var count) ? count : null) == 0, option.Flags[^1]);
        }

        var positionals = theirs[name]!["positionals"]!.AsArray().Select(static positional => (string)positional!["dest"]!).ToList();
        // every service understands the word stop
        All()[name].Create().Arguments.Count(static argument => argument is { IsPositional: true, Metavar: not "stop" }).ShouldBe(positionals.Count);
    }

    /// <summary>Steering and asking about work is whole: nothing that Airflow has there is missing here.</summary>
    [Theory]
    [InlineData("dags")]
    [InlineData("tasks")]
    [InlineData("pools")]
    public void All_commands_and_options_of_Airflow_are_there(string group)
    {
        var theirs = AirflowCommands().Where(command => command.Key.StartsWith($"{group} ", StringComparison.Ordinal)).ToList();
        theirs.Count.ShouldBeGreaterThan(5);
        foreach (var (name, command) in theirs)
        {
            All().ShouldContainKey(name);
            var ours = All()[name].Create().Arguments.SelectMany(static argument => argument.Flags);
            command["options"]!.AsArray().Select(static option => (string)option!["flags"]!.AsArray()[^1]!).Except(ours).Select(flag => $"{name} {flag}")
                .Where(static option => !option.EndsWith(" --verbose", StringComparison.Ordinal)).ShouldBeEmpty();
        }
    }

    private static Dictionary<string, CommandEntry> All() => CommandTree.Commands
        .Select(static entry => (entry.Name, Entry: entry))
        .Concat(CommandTree.Groups.SelectMany(static group => group.Commands(), static (group, entry) => (Name: $"{group.Name} {entry.Name}", Entry: entry)))
        .ToDictionary(static pair => pair.Name, static pair => pair.Entry, StringComparer.Ordinal);

    private static Dictionary<string, JsonNode> AirflowCommands()
    {
        var path = Path.Combine(Environment.GetEnvironmentVariable("AIRFLOW_REFERENCE") ?? Path.Combine(RepositoryFolder.Root, "..", "shared", "reference"), "cli.json");
        Assert.SkipUnless(File.Exists(path), "The list of Airflow's commands is not on this machine.");
        return JsonNode.Parse(File.ReadAllText(path))!["commands"]!.AsArray()
            .Where(static command => (string)command!["kind"]! == "command")
            .ToDictionary(static command => ((string)command!["name"]!)["airflow ".Length..], static command => command!, StringComparer.Ordinal);
    }
}
