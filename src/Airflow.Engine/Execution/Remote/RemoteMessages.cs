using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Engine.XComs;

namespace Airflow.Engine.Execution.Remote;

#pragma warning disable MA0048 // the messages of one protocol are read together

/// <summary>A worker introduces itself.</summary>
/// <param name="Hostname">Its host.</param>
/// <param name="Protocol">What it speaks: <see cref="RemoteCalls.Protocol"/>.</param>
/// <param name="Version">The release of its program.</param>
/// <param name="Settings">What is set on its host, by option.</param>
public sealed record JoinRequest(string Hostname, int Protocol, string Version, IReadOnlyDictionary<string, string> Settings);

/// <summary>The answer to a worker that may work.</summary>
/// <param name="Token">Shown with every further call.</param>
/// <param name="Version">The release of the server.</param>
/// <param name="Settings">What the worker needs of the server's settings, by option.</param>
/// <param name="Differences">Options that the worker's host sets otherwise, with the server's value.</param>
public sealed record JoinAnswer(
    string Token, string Version, IReadOnlyDictionary<string, string> Settings, IReadOnlyDictionary<string, string> Differences);

/// <summary>Takes a try, of which the worker knows everything.</summary>
public sealed record StartRequest(TaskWorkload Workload, WorkerIdentity Worker);

/// <summary>Takes a try, of which the worker knows the id.</summary>
public sealed record ClaimRequest(Guid Id, WorkerIdentity Worker);

/// <summary>What is needed to run a claimed try; the workload is null when there is no such try.</summary>
public sealed record ClaimAnswer(TaskWorkload? Workload, TaskStart Start);

/// <summary>The tries that a worker has in hand.</summary>
public sealed record HeartbeatRequest(IReadOnlyCollection<Guid> Ids);

/// <summary>A try that ended, with everything that is stored in the same commit.</summary>
public sealed record FinishRequest(TaskWorkload Workload, TryOutcome Outcome);

/// <summary>An XCom; the number is an index or a place among the instances of a task.</summary>
public sealed record XComRequest(XComKey Key, bool IncludePriorDates = false, int Number = 0);

/// <summary>One thing by its name.</summary>
public sealed record NameRequest(string? Name);

/// <summary>A variable to be stored.</summary>
public sealed record VariableRequest(string Key, string Value, string? Description);

/// <summary>Rendered fields of a task instance.</summary>
public sealed record FieldsRequest(TaskInstanceKey Key, string Json);

/// <summary>A run to be made; one call has one id, however often it is sent.</summary>
public sealed record TriggerRequest(string DagId, ManualRunRequest Request, Guid CallId);

/// <summary>A run.</summary>
public sealed record RunRequest(string DagId, string RunId);

/// <summary>What a task keeps; the key is null for all.</summary>
public sealed record TaskValueRequest(TaskInstanceKey Task, string? Key, string? Value = null, DateTimeOffset? ExpiresAt = null);

/// <summary>What is kept about an asset; the key is null for all.</summary>
public sealed record AssetValueRequest(int AssetId, string? Key, string? Value = null, TaskInstanceKey? Writer = null);

/// <summary>A database key.</summary>
public sealed record NumberRequest(int Id);

/// <summary>A refusal.</summary>
public sealed record RemoteError(string Code, string Message, bool IsTransient);

#pragma warning restore MA0048
