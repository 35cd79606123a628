using System.Globalization;
using System.Text.Json.Nodes;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;

namespace Airflow.Cli.Commands.Celery;

/// <summary>airflow celery inspect: what workers do and know, printed as Celery's own command prints it.</summary>
internal sealed class InspectCommand : ICommand
{
    private const int NobodyAnswered = 69;

    private static readonly string[] Methods =
        ["active", "active_queues", "clock", "conf", "memsample", "ping", "query_task", "registered", "report", "reserved", "revoked", "scheduled", "stats"];

    private readonly Argument<string> _method = Positional.Text("method", $"What to ask: {string.Join(", ", Methods)}.");
    private readonly Argument<string[]> _ids = Positional.Any("task_ids", "The ids that query_task asks for.");
    private readonly Argument<string?> _destination = Option.Text("-d/--destination", "Ask only these workers, separated by commas.");
    private readonly Argument<bool> _json = Option.Flag("-j/--json", "Print one JSON object, the answers by worker.");
    private readonly Argument<double> _timeout = new(static words => double.Parse(words[^1], CultureInfo.InvariantCulture), 1.0)
    {
        Flags = ["-t", "--timeout"],
        Name = "timeout",
        Help = "How many seconds to wait for answers.",
        Kind = "float",
    };

    public IReadOnlyList<Argument> Arguments => [_method, _ids, _destination, _json, _timeout, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var method = context.Get(_method);
        if (!Methods.Contains(method, StringComparer.Ordinal))
        {
            throw new AirflowException("inspect_unknown", $"Workers cannot be asked for '{method}'; {string.Join(", ", Methods)} are known.");
        }

        await using var session = new ControlSession(context);
        var replies = await session.AskAsync(
            method, ArgumentsOf(method, context.Get(_ids)), [.. WorkerOptions.Split(context.Get(_destination))], TimeSpan.FromSeconds(context.Get(_timeout)));
        if (replies.Count == 0)
        {
            context.Error.Write("Error: No nodes replied within time constraint\n");
            return NobodyAnswered;
        }

        if (context.Get(_json))
        {
            context.Out.Write(PythonJson.Write(new JsonObject(replies.Select(static reply => KeyValuePair.Create(reply.Key, reply.Value?.DeepClone())))) + "\n");
            return 0;
        }

        foreach (var (node, answer) in replies)
        {
            context.Out.Write(InspectText.Render(node, answer));
        }

        context.Out.Write($"\n{replies.Count} node{(replies.Count == 1 ? "" : "s")} online.\n");
        return 0;
    }

    private static JsonObject ArgumentsOf(string method, string[] ids) => method switch
    {
        "query_task" => new JsonObject { ["ids"] = new JsonArray([.. ids.Select(static id => JsonValue.Create(id))]) },
        "conf" => new JsonObject { ["with_defaults"] = false },
        _ => [],
    };
}
