using System.Text.Json.Nodes;
using Airflow.Engine.Configuration;

namespace Airflow.Conformance.Configuration;

/// <summary>The option table agrees with what the real release declares.</summary>
[Trait("Category", "Conformance")]
public sealed class OptionCases
{
    private const string Release = "3.3.2";

    private static readonly Lazy<JsonObject?> Facts = new(() =>
        Path.Combine(Reference.Folder, "config.json") is var path && File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path))!.AsObject() : null);

    private static IEnumerable<JsonObject> Options => (Facts.Value?["options"]?.AsArray() ?? []).Select(node => node!.AsObject())
        .Where(option => option["versions"]!.AsArray().Any(version => (string)version! == Release));

    private static IEnumerable<JsonObject> Old => (Facts.Value?["legacy"]?.AsArray() ?? []).Select(node => node!.AsObject());

    public static TheoryData<string, string> Names => Data(Options);

    public static TheoryData<string, string> OldNames => Data(Old);

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Names))]
    public void An_option_has_the_declared_default_and_nature(string section, string key)
    {
        var fact = Options.Single(option => (string)option["section"]! == section && (string)option["key"]! == key);
        OptionTable.Instance.TryFind(new OptionName(section, key), out var option).ShouldBeTrue();
        option.Name.EnvironmentVariable.ShouldBe((string)fact["env"]!);
        option.IsSensitive.ShouldBe((bool)fact["sensitive"]!);
        option.Choices.ShouldBe((fact["choices"]?.AsArray() ?? []).Select(choice => (string)choice!));
        option.Description.ShouldNotBeEmpty();
        // a key made anew in each process is written to the file instead
        var expected = (string?)fact["default"] == "<random per process>" ? "" : (string?)fact["default"];
        option.DefaultFor("$AIRFLOW_HOME").ShouldBe(expected);
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(OldNames))]
    public void An_old_name_is_known_with_its_successor(string section, string key)
    {
        var fact = Old.Single(option => (string)option["section"]! == section && (string)option["key"]! == key);
        var name = new OptionName(section, key);
        ObsoleteOptionTable.Instance.TryFind(name, out var obsolete).ShouldBeTrue();
        var now = (string)fact["now"]!;
        if (now == "removed")
        {
            obsolete.Advice.ShouldNotBeNullOrEmpty();
        }
        else
        {
            $"{obsolete.Successor!.Value.Section}.{obsolete.Successor.Value.Key}".ShouldBe(now);
            OptionTable.Instance.TryFind(obsolete.Successor.Value, out _).ShouldBeTrue();
        }

        OptionTable.Instance.TryFindByFormerName(name, out _)
            .ShouldBe(fact["still_read_in"]!.AsArray().Any(version => (string)version! == Release));
    }

    private static TheoryData<string, string> Data(IEnumerable<JsonObject> facts)
    {
        var data = new TheoryData<string, string>();
        foreach (var fact in facts)
        {
            data.Add((string)fact["section"]!, (string)fact["key"]!);
        }

        return data;
    }
}
