using System.Text.Json.Nodes;
using Airflow.Conformance.Timetables;
using Airflow.Engine.Tasks;
using Airflow.Engine.Tasks.Retries;

namespace Airflow.Conformance.Tasks;

[Trait("Category", "Conformance")]
public class RetryVectors
{
    private const string File = "semantics/retries.json";

    /// <summary>The base types of the Python errors in the vectors.</summary>
    private static readonly Dictionary<string, string> Bases = new(StringComparer.Ordinal)
    {
        ["builtins.ConnectionResetError"] = "builtins.ConnectionError",
        ["builtins.ConnectionRefusedError"] = "builtins.ConnectionError",
        ["builtins.BrokenPipeError"] = "builtins.ConnectionError",
        ["builtins.ConnectionError"] = "builtins.OSError",
        ["builtins.TimeoutError"] = "builtins.OSError",
        ["builtins.FileNotFoundError"] = "builtins.OSError",
        ["builtins.PermissionError"] = "builtins.OSError",
        ["builtins.KeyError"] = "builtins.LookupError",
        ["builtins.IndexError"] = "builtins.LookupError",
        ["builtins.ZeroDivisionError"] = "builtins.ArithmeticError",
        ["builtins.UnicodeError"] = "builtins.ValueError",
    };

    public static TheoryData<string> Ids() => Vectors.Ids(File);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Answers_as_airflow_does(string id)
    {
        var @case = Vectors.Case(File, id);
        var input = @case["input"]!.AsObject();
        JsonObject actual;
        try
        {
            actual = Answer(@case["group"]!.GetValue<string>(), input);
        }
        catch (InvalidCastException)
        {
            actual = new JsonObject { ["error"] = "TypeError" };
        }
        catch (ArgumentException)
        {
            actual = new JsonObject { ["error"] = "ValueError" };
        }
        Vectors.ShouldMatch(actual, @case["expected"]);
    }

    private static JsonObject Answer(string group, JsonObject input) => group switch
    {
        "next_retry" => NextRetry(input),
        "hash_date_text" => new JsonObject { ["text"] = RetryTry.DateText(TimetableVector.Instant(input["logical_date"])) },
        "arguments" => Arguments(input),
        "should_retry" => new JsonObject
        {
            ["should_retry"] = RetryDelay.MayRetry(
                TaskStates.Parse(input["state"]?.GetValue<string>()), input["try_number"]!.GetValue<int>(), input["max_tries"]!.GetValue<int>()),
        },
        "ready_for_retry" => ReadyForRetry(input),
        "policy_decision" => Decision(Policy(input).Decide(TypeAndBases(input["exception"]!.GetValue<string>()))),
        "after_failure" => AfterFailure(input),
        _ => throw new InvalidOperationException($"The group {group} is not known."),
    };

    private static JsonObject NextRetry(JsonObject input)
    {
        var settings = RetryArguments.Read(new JsonObject
        {
            ["retry_delay"] = input["retry_delay"]?.DeepClone(),
            ["retry_exponential_backoff"] = input["retry_exponential_backoff"]?.DeepClone(),
            ["max_retry_delay"] = input["max_retry_delay"]?.DeepClone(),
        });
        var attempt = new RetryTry(
            input["dag_id"]!.GetValue<string>(),
            input["task_id"]!.GetValue<string>(),
            TimetableVector.Instant(input["logical_date"]),
            input["try_number"]!.GetValue<int>());
        var delay = RetryDelay.After(settings, input["retry_delay_override"]?.GetValue<double>(), attempt);
        return new JsonObject
        {
            ["next_retry"] = TimetableVector.Text(TimetableVector.Instant(input["end_date"])!.Value + delay),
            ["delay_seconds"] = delay.TotalSeconds,
            ["hash_input"] = attempt.HashInput,
            ["sha1"] = attempt.Sha1(),
        };
    }

    private static JsonObject Arguments(JsonObject input)
    {
        var settings = RetryArguments.Read(input);
        return new JsonObject
        {
            ["retries"] = settings.Retries,
            ["retry_delay"] = settings.RetryDelay,
            ["max_retry_delay"] = settings.MaxRetryDelay,
            ["retry_exponential_backoff"] = settings.ExponentialBackoff,
        };
    }

    private static JsonObject ReadyForRetry(JsonObject input)
    {
        var now = DateTimeOffset.UnixEpoch;
        var next = now.AddTicks(input["next_retry_minus_now_microseconds"]!.GetValue<long>() * 10);
        return new JsonObject { ["ready"] = RetryDelay.IsOver(next, now) };
    }

    private static JsonObject AfterFailure(JsonObject input)
    {
        var decision = input["policy"] is JsonObject policy && input["policy_raises"]?.GetValue<bool>() != true
            ? Policy(policy).Decide(TypeAndBases(input["exception"]!.GetValue<string>()))
            : null;
        var failure = TryFailure.After(input["should_retry"]!.GetValue<bool>(), decision);
        return new JsonObject
        {
            ["state"] = failure.State.Name(),
            ["retry_delay_seconds"] = failure.RetryDelay,
            ["retry_reason"] = failure.RetryReason,
        };
    }

    private static ExceptionRetryPolicy Policy(JsonObject policy) => new(policy["rules"]!.AsArray().Select(rule => Rule(rule!.AsObject())).ToArray())
    {
        Otherwise = policy["default"]?.GetValue<string>() is { } action ? Action(action) : RetryAction.Default,
    };

    private static RetryAction Action(string name) => name switch
    {
        "retry" => RetryAction.Retry,
        "fail" => RetryAction.Fail,
        "default" => RetryAction.Default,
        _ => throw new ArgumentException($"'{name}' is not a retry action.", nameof(name)),
    };

    private static RetryRule Rule(JsonObject rule)
    {
        var exceptions = rule["exception"] is JsonArray list ? list.Select(name => name!.GetValue<string>()).ToArray() : [rule["exception"]!.GetValue<string>()];
        return new RetryRule(exceptions, Action(rule["action"]!.GetValue<string>()))
        {
            RetryDelay = rule["retry_delay"]?.GetValue<double>() is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Reason = rule["reason"]?.GetValue<string>(),
            MatchSubclasses = rule["match_subclasses"]?.GetValue<bool>() ?? true,
        };
    }

    private static JsonObject Decision(RetryDecision decision) => new()
    {
        ["action"] = decision.Action switch { RetryAction.Retry => "retry", RetryAction.Fail => "fail", _ => "default" },
        ["retry_delay"] = decision.RetryDelay?.TotalSeconds,
        ["reason"] = decision.Reason,
    };

    private static string[] TypeAndBases(string type)
    {
        var types = new List<string>();
        for (var current = type; current is not null; current = Bases.GetValueOrDefault(current))
        {
            types.Add(current);
        }
        return [.. types, "builtins.Exception", "builtins.BaseException"];
    }
}
