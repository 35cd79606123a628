using System.Diagnostics;
using System.Text.RegularExpressions;
using Airflow.Cli.Commands;
using Airflow.Engine.Configuration;
using Airflow.Shared;
using YamlDotNet.RepresentationModel;

namespace Airflow.Cli.Tests.Deployment;

/// <summary>The files of deploy/ name commands, options and settings that are there.</summary>
public sealed partial class DeployFileTests
{
    private const string Program = "/opt/airflow/airflow";

    private static string Folder => Path.Combine(RepositoryFolder.Root, "deploy");

    public static TheoryData<string> Units => [.. Directory.GetFiles(Path.Combine(Folder, "systemd"), "*.service").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Services => [.. Compose().Where(service => service.Value.ContainsKey("command")).Select(service => service.Key)];

    [Theory]
    [MemberData(nameof(Units))]
    public void A_unit_starts_a_command_with_options_that_it_has(string unit)
    {
        var start = File.ReadLines(Path.Combine(Folder, "systemd", unit)).Single(line => line.StartsWith("ExecStart=", StringComparison.Ordinal))["ExecStart=".Length..];

        start.ShouldStartWith(Program + " ");
        ShouldBeThere(start.Split(' ')[1..]);
    }

    [Theory]
    [MemberData(nameof(Units))]
    public void A_unit_is_one_to_systemd(string unit)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/systemd-analyze"), "There is no systemd-analyze.");
        var folder = Directory.CreateTempSubdirectory("airflow-units-").FullName;
        try
        {
            var name = unit.Replace("@.", "@default.", StringComparison.Ordinal);
            // program and user of this machine stand in for those of an installed one
            File.WriteAllText(Path.Combine(folder, name), UserLine().Replace(File.ReadAllText(Path.Combine(Folder, "systemd", unit)).Replace(Program, "/bin/true", StringComparison.Ordinal), ""));
            using var analyze = Process.Start(new ProcessStartInfo("/usr/bin/systemd-analyze", ["verify", "--man=no", Path.Combine(folder, name)]) { RedirectStandardError = true })!;
            var problems = analyze.StandardError.ReadToEnd();
            analyze.WaitForExit();

            problems.ShouldBeEmpty();
            analyze.ExitCode.ShouldBe(0);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void A_service_of_the_cluster_runs_a_command_with_settings_that_it_knows(string name)
    {
        var service = Compose()[name];

        ShouldBeThere([.. ((YamlSequenceNode)service["command"]!).Select(word => ((YamlScalarNode)word).Value!)]);
        Options(service).ShouldAllBe(option => IsKnown(option));
    }

    [Fact]
    public void Workers_of_the_cluster_know_no_database()
    {
        var options = Options(Compose()["worker"]).ToList();

        options.ShouldContain("AIRFLOW__EXECUTION_API__JOIN_SECRET");
        options.ShouldNotContain("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN");
        options.ShouldNotContain("AIRFLOW__CORE__FERNET_KEY");
    }

    [Fact]
    public void The_example_of_the_environment_names_settings_that_are_there() => File.ReadLines(Path.Combine(Folder, "systemd", "environment.example"))
        .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('=')[0]).ShouldAllBe(option => IsKnown(option));

    [Fact]
    public void The_image_is_built_from_what_is_in_the_repository()
    {
        var copied = File.ReadLines(Path.Combine(Folder, "Containerfile")).Single(line => line.StartsWith("RUN dotnet publish ", StringComparison.Ordinal)).Split(' ')[3];

        Directory.Exists(Path.Combine(RepositoryFolder.Root, copied)).ShouldBeTrue();
        File.ReadAllText(Path.Combine(Folder, "Containerfile")).ShouldContain($"\"{Program}\"]");
    }

    private static void ShouldBeThere(string[] words)
    {
        var entry = CommandTree.FindCommand(words[0]) ?? CommandTree.Find(CommandTree.FindGroup(words[0]).ShouldNotBeNull(words[0]).Commands(), words[1]);
        var flags = entry.ShouldNotBeNull(string.Join(' ', words)).Create().Arguments.SelectMany(argument => argument.Flags).ToList();
        words.Where(word => word[0] == '-').ShouldAllBe(word => flags.Contains(word));
    }

    private static bool IsKnown(string variable) =>
        OptionTable.Instance.Options.Any(option => option.Name.EnvironmentVariable == variable);

    private static IEnumerable<string> Options(Dictionary<string, YamlNode?> service) => Fields(service["environment"]!).Keys.Where(key => key != "<<");

    private static Dictionary<string, Dictionary<string, YamlNode?>> Compose()
    {
        var stream = new YamlStream();
        using var reader = File.OpenText(Path.Combine(Folder, "compose.yaml"));
        stream.Load(reader);
        var services = (YamlMappingNode)((YamlMappingNode)stream.Documents[0].RootNode)["services"];
        return services.ToDictionary(
            service => ((YamlScalarNode)service.Key).Value!,
            service => Fields(service.Value),
            StringComparer.Ordinal);
    }

    /// <summary>With those that &lt;&lt; brings.</summary>
    private static Dictionary<string, YamlNode?> Fields(YamlNode node)
    {
        var fields = new Dictionary<string, YamlNode?>(StringComparer.Ordinal);
        foreach (var (key, value) in (YamlMappingNode)node)
        {
            if (((YamlScalarNode)key).Value is not "<<" and { } name)
            {
                fields[name] = value;
                continue;
            }

            foreach (var (inherited, field) in Fields(value))
            {
                fields.TryAdd(inherited, field);
            }
        }

        return fields;
    }

    [GeneratedRegex("^(User|Group)=.*$", RegexOptions.Multiline)]
    private static partial Regex UserLine();
}
