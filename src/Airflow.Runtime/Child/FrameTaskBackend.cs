using System.Text.Json;
using Airflow.Hosting;
using Airflow.Runtime.Frames;
using Airflow.Runtime.Frames.Messages;

namespace Airflow.Runtime.Child;

/// <summary>Answers a task's questions by asking the supervisor. Requests complete at once: the asking thread waits for the reply.</summary>
internal sealed partial class FrameTaskBackend(IHostRequests host, StartupDetails startup) : ITaskBackend
{
    /// <summary>Largest value that fits a frame, in the host's default.</summary>
    private const int MaxValueBytes = 250 * 1024 * 1024;

    public ValueTask<JsonElement?> GetXComAsync(XComKey key, bool includePriorDates, CancellationToken cancellationToken)
    {
        var reply = Ask<XComResult>(new GetXCom
        {
            DagId = key.DagId,
            RunId = key.RunId,
            TaskId = key.TaskId,
            Key = key.Key,
            MapIndex = key.MapIndex,
            IncludePriorDates = includePriorDates,
        });
        return new(reply is null || reply.Value.IsNil ? null : reply.Value.ToJsonElement());
    }

    public ValueTask<ListElement?> GetXComElementAsync(XComKey key, int index, CancellationToken cancellationToken)
    {
        var request = new GetXComElement { DagId = key.DagId, RunId = key.RunId, TaskId = key.TaskId, Key = key.Key, Index = index };
        if (Ask<XComSequenceIndexResult>(request)?.Root.ToJsonElement() is not { } reply)
        {
            return default;
        }

        return new(new ListElement(reply.GetProperty("count").GetInt32(), reply.TryGetProperty("value", out var value) ? value : null));
    }

    public ValueTask<int> GetXComCountAsync(XComKey key, CancellationToken cancellationToken) => new(
        Ask<XComCountResponse>(new GetXComCount { DagId = key.DagId, RunId = key.RunId, TaskId = key.TaskId, Key = key.Key })?.Len ?? 0);

    public ValueTask<JsonElement?> GetXComSequenceItemAsync(XComKey key, int offset, CancellationToken cancellationToken) => new(
        Ask<XComSequenceIndexResult>(new GetXComSequenceItem { DagId = key.DagId, RunId = key.RunId, TaskId = key.TaskId, Key = key.Key, Offset = offset })?.Root.ToJsonElement());

    public ValueTask<IReadOnlyList<JsonElement>> GetXComSequenceSliceAsync(XComKey key, bool includePriorDates, CancellationToken cancellationToken)
    {
        var reply = Ask<XComSequenceSliceResult>(new GetXComSequenceSlice
        {
            DagId = key.DagId,
            RunId = key.RunId,
            TaskId = key.TaskId,
            Key = key.Key,
            IncludePriorDates = includePriorDates,
        });
        return new([.. (reply?.Root ?? []).Select(value => value.ToJsonElement())]);
    }

    public ValueTask SetXComAsync(XComKey key, JsonElement value, int? mappedLength, CancellationToken cancellationToken)
    {
        var packed = FrameValue.FromJson(value);
        if (packed.MessagePack.Length > MaxValueBytes)
        {
            throw new XComSerializationException(
                $"Task '{key.TaskId}': its XCom '{key.Key}' has {packed.MessagePack.Length:N0} bytes; at most {MaxValueBytes:N0} fit. Store it elsewhere and pass where it is.");
        }
        host.Ask(new SetXCom
        {
            DagId = key.DagId,
            RunId = key.RunId,
            TaskId = key.TaskId,
            Key = key.Key,
            MapIndex = key.MapIndex,
            Value = packed,
            MappedLength = mappedLength,
        });
        return default;
    }

    public ValueTask DeleteXComAsync(XComKey key, CancellationToken cancellationToken)
    {
        host.Ask(new DeleteXCom { DagId = key.DagId, RunId = key.RunId, TaskId = key.TaskId, Key = key.Key, MapIndex = key.MapIndex });
        return default;
    }

    public ValueTask<string?> GetVariableAsync(string key, CancellationToken cancellationToken) => new(Ask<VariableResult>(new GetVariable { Key = key })?.Value);

    public ValueTask<VariableKeys> GetVariableKeysAsync(string? prefix, int limit, int offset, CancellationToken cancellationToken)
    {
        var reply = Ask<VariableKeysResult>(new GetVariableKeys { Prefix = prefix, Limit = limit, Offset = offset });
        return new(new VariableKeys(reply?.Keys ?? [], reply?.TotalEntries ?? 0));
    }

    public ValueTask PutVariableAsync(string key, string value, string? description, CancellationToken cancellationToken)
    {
        host.Ask(new PutVariable { Key = key, Value = value, Description = description });
        return default;
    }

    public ValueTask DeleteVariableAsync(string key, CancellationToken cancellationToken)
    {
        host.Ask(new DeleteVariable { Key = key });
        return default;
    }

    public ValueTask<Connection?> GetConnectionAsync(string connectionId, CancellationToken cancellationToken)
    {
        var reply = Ask<ConnectionResult>(new GetConnection { ConnId = connectionId });
        return new(reply is null ? null : new Connection(reply.ConnId, reply.ConnType)
        {
            Host = reply.Host,
            Schema = reply.Schema,
            Login = reply.Login,
            Password = reply.Password,
            Port = reply.Port,
            Extra = reply.Extra,
        });
    }

    public ValueTask MaskSecretAsync(string value, string? name, CancellationToken cancellationToken)
    {
        host.Ask(new MaskSecret { Value = FrameValue.FromText(value), Name = name });
        return default;
    }

    public ValueTask SetRenderedFieldsAsync(JsonElement fields, CancellationToken cancellationToken)
    {
        host.Ask(new SetRenderedFields { RenderedFields = FrameValue.FromJson(fields) });
        return default;
    }

    public ValueTask SetRenderedMapIndexAsync(string renderedMapIndex, CancellationToken cancellationToken)
    {
        RenderedMapIndex = renderedMapIndex;
        host.Ask(new SetRenderedMapIndex { RenderedMapIndex = renderedMapIndex });
        return default;
    }

    public ValueTask SkipDownstreamTasksAsync(IReadOnlyList<string> taskIds, CancellationToken cancellationToken)
    {
        host.Ask(new SkipDownstreamTasks { Tasks = [.. taskIds.Select(id => new SkippedTask(id))] });
        return default;
    }

    /// <summary>The label, once it is rendered; the terminal message repeats it.</summary>
    public string? RenderedMapIndex { get; private set; }

    /// <summary>The reply; null when the host says that there is none.</summary>
    private T? Ask<T>(FrameMessage request) where T : FrameMessage => host.Ask(request) switch
    {
        null => null,
        T reply => reply,
        ErrorResponse error when error.Error.EndsWith("_NOT_FOUND", StringComparison.Ordinal) => null,
        ErrorResponse error => throw new HostException($"{request.Type}: {error.Error}: {error.Detail.ToJson()}"),
        var other => throw new HostException($"{request.Type} was answered by {other.Type}, not {typeof(T).Name}."),
    };
}
