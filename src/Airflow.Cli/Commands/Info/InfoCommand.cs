using System.Runtime.InteropServices;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine.Connections;

namespace Airflow.Cli.Commands.Info;

/// <summary>airflow info: what somebody who helps wants to know first.</summary>
internal sealed class InfoCommand : ICommand
{
    private static readonly (string Name, string[] Command)[] Tools =
    [
        ("git", ["git", "--version"]),
        ("ssh", ["ssh", "-V"]),
        ("mysql", ["mysql", "--version"]),
        ("sqlite3", ["sqlite3", "--version"]),
        ("psql", ["psql", "--version"]),
    ];

    private readonly Argument<bool> _anonymize = Option.Flag("--anonymize", "Leave out names of users and of their folders.");
    private readonly Argument<string?> _output = OutputFormat.Option();

    public IReadOnlyList<Argument> Arguments => [_anonymize, _output, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        InfoSection[] sections =
        [
            new("Airflow.NET", "apache_airflow", Program(context)),
            new("System info", "system_info", Machine(context)),
            new("Tools info", "tools_info", await FindToolsAsync(context)),
            new("Paths info", "paths_info", Paths(context)),
        ];
        if (context.Get(_anonymize))
        {
            sections = [.. sections.Select(section => Anonymizer.Apply(section, context))];
        }

        if (context.Get(_output) is OutputFormat.Json or OutputFormat.Yaml)
        {
            context.Print(_output, [.. sections.Select(static section => new Row { { section.Key, section.Values.ToDictionary() } })]);
            return 0;
        }

        foreach (var section in sections)
        {
            context.Out.Write($"\n{section.Title}\n");
            context.Out.Write(TableText.RenderList([.. section.Values.Select(static pair => new[] { pair.Key, PythonText.ToTableCell(pair.Value) })], context.Console.Width));
        }

        return 0;
    }

    private static Row Program(CommandContext context)
    {
        var configuration = context.Configuration;
        return new Row
        {
            { "version", VersionCommand.Version },
            { "executor", configuration.GetString("core", "executor") },
            { "sql_alchemy_conn", DatabaseUrl.Parse(configuration.GetString("database", "sql_alchemy_conn")).ToString() },
            { "dag_bundle_names", configuration.GetJson("dag_processor", "dag_bundle_config_list")?.AsArray().Select(static bundle => (object?)(string?)bundle?["name"]).ToList() },
            { "dags_folder", configuration.GetString("core", "dags_folder") },
            { "base_log_folder", configuration.GetString("logging", "base_log_folder") },
            { "remote_base_log_folder", configuration.GetString("logging", "remote_base_log_folder") },
        };
    }

    private static Row Machine(CommandContext context) => new()
    {
        { "OS", RuntimeInformation.OSDescription },
        { "architecture", RuntimeInformation.OSArchitecture.ToString() },
        { "hostname", Environment.MachineName },
        { "processors", Environment.ProcessorCount },
        { "locale", context.Variables.GetValueOrDefault("LC_ALL") ?? context.Variables.GetValueOrDefault("LANG") ?? "C" },
        { "dotnet_version", RuntimeInformation.FrameworkDescription },
        { "dotnet_location", RuntimeEnvironment.GetRuntimeDirectory() },
    };

    private static Row Paths(CommandContext context)
    {
        var path = context.Variables.GetValueOrDefault("PATH") ?? "";
        return new Row
        {
            { "airflow_home", context.Configuration.Home },
            { "system_path", path },
            { "airflow_location", Environment.ProcessPath },
            { "airflow_on_path", Array.Exists(path.Split(Path.PathSeparator), static folder => File.Exists(Path.Combine(folder, "airflow"))) },
        };
    }

    private static async Task<Row> FindToolsAsync(CommandContext context)
    {
        var versions = await Task.WhenAll(Tools.Select(tool => ToolVersion.FindAsync(tool.Command, context)));
        var row = new Row();
        for (var i = 0; i < Tools.Length; i++)
        {
            row.Add(Tools[i].Name, versions[i]);
        }

        return row;
    }
}
