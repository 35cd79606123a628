using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine.Coordination;
using Airflow.Engine.HumanInput;
using Airflow.Engine.Listing;
using Airflow.Engine.Tasks;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.TaskInstances;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api.HumanInput;

/// <summary>Questions that tries ask people, and the answers.</summary>
internal static class HumanInputEndpoints
{
    private const string One = TaskInstanceEndpoints.Mapped + "/hitlDetails";

    private static readonly BodyModel Answer = new(
        allowsOthers: true, new BodyField("chosen_options", BodyKind.List), new BodyField("params_input", BodyKind.Map, IsRequired: false))
    {
        Name = "UpdateHITLDetailPayload",
    };

    public static void Map(ApiRoutes routes)
    {
        routes.Map(new("GET", "/dags/{dag_id}/dagRuns/{dag_run_id}/hitlDetails", "get_hitl_details", ApiNeed.Read(ApiResources.HumanInput), ListAsync)
        {
            Tag = TaskInstanceEndpoints.Tag,
            IsList = true,
            Parameters =
            [
                Paging.Limit, Paging.Offset, Paging.OrderBy("ti_id"), .. ApiParameter.Pattern("dag_id"), ApiParameter.Text("task_id"), .. ApiParameter.Pattern("task_id"),
                ApiParameter.Integer("map_index"), ApiParameter.Texts("state"), ApiParameter.Flag("response_received"), ApiParameter.Texts("responded_by_user_id"),
                ApiParameter.Texts("responded_by_user_name"), ApiParameter.Text("subject_search"), ApiParameter.Text("body_search"), .. ApiParameter.Range("created_at"),
            ],
            Answer = typeof(HitlDetailCollection),
        });
        routes.Map(new("GET", One, "get_hitl_detail", ApiNeed.Read(ApiResources.HumanInput), GetAsync)
        {
            Tag = TaskInstanceEndpoints.Tag,
            Parameters = [TaskInstanceEndpoints.MapIndexInPath],
            Answer = typeof(HitlDetail),
        });
        routes.Map(new("GET", One + "/tries/{try_number}", "get_hitl_detail_try_detail", ApiNeed.Read(ApiResources.HumanInput), GetTryAsync)
        {
            Tag = TaskInstanceEndpoints.Tag,
            Parameters = [TaskInstanceEndpoints.MapIndexInPath, ApiParameter.Integer("try_number") with { In = "path", IsRequired = true }],
            Answer = typeof(HitlDetailHistory),
        });
        routes.Map(new("PATCH", One, "update_hitl_detail", ApiNeed.Edit(ApiResources.HumanInput), AnswerAsync)
        {
            Tag = TaskInstanceEndpoints.Tag,
            Parameters = [TaskInstanceEndpoints.MapIndexInPath],
            Body = Answer,
            Answer = typeof(HitlDetailResponse),
        });
    }

    private static async Task ListAsync(ApiCall call)
    {
        var filters = new ListFilters(call).OfDag(call, ApiResources.HumanInput).Pattern("dag_id", "dag_id").Is("task_id", "task_id").Pattern("task_id", "task_id")
            .IsNumber("map_index", "map_index").TaskStateIn(call.Texts("state")).AnyOf("responded_by_user_id", "responded_by_user_id")
            .AnyOf("responded_by_user_name", "responded_by_user_name").Pattern("subject", "subject_search", null, hasAlternatives: true).Pattern("body", "body_search", null, hasAlternatives: true)
            .Range("created_at", "created_at");
        if (call.Route("dag_run_id") != DagScope.Any)
        {
            filters.Add(ListFilter.Is("run_id", call.Route("dag_run_id")));
        }

        if (call.Flag("response_received") is { } isAnswered)
        {
            filters.Add(ListFilter.Is(isAnswered ? "is_answered" : "is_open", true));
        }

        var listing = call.Services.Listings.Questions;
        var page = await listing.ListAsync(Paging.Read(call, listing, filters.All), call.Aborted);
        await call.AnswerAsync(new HitlDetailCollection([.. page.Items.Select(question => HitlDetail.Of(call, question))], page.Total));
    }

    private static async Task GetAsync(ApiCall call) => await call.AnswerAsync(HitlDetail.Of(call, await FindAsync(call)));

    private static async Task GetTryAsync(ApiCall call)
    {
        var key = TaskTryEndpoints.KeyOf(call);
        if (await TaskTryEndpoints.FindTryAsync(call, key, call.Long("try_number")!.Value) is not { } tried)
        {
            throw NotFound(key);
        }

        var detail = await call.Services.Resources.HumanInput.FindAsync(tried.Id, call.Aborted)
            ?? await call.Services.HumanAnswers.FindOfEarlierTryAsync(tried.Id, call.Aborted)
            ?? throw ApiException.NotFound($"Human-in-the-loop detail does not exist for Task Instance with id {tried.Id}");
        var version = tried.DagVersionId is { } id ? await call.Services.Stores.Dags.FindVersionAsync(id, call.Aborted) : null;
        var display = (await call.Services.Stores.Dags.FindAsync(key.DagId, call.Aborted))?.DisplayName;
        await call.AnswerAsync(HitlDetailHistory.Of(detail, TaskInstanceHistoryResponse.Of(call, tried, version, display)));
    }

    private static ApiException NotFound(TaskInstanceKey key) => ApiException.NotFound(
        $"The Task Instance with dag_id: `{key.DagId}`, run_id: `{key.RunId}`, task_id: `{key.TaskId}` and map_index: `{key.MapIndex}` was not found");

    private static async Task AnswerAsync(ApiCall call)
    {
        var chosen = ReadOptions(call);
        var (detail, listed) = await FindAsync(call);
        if (detail.RespondedAt is not null)
        {
            throw Answered(listed);
        }

        CheckUser(call, detail);
        CheckOptions(chosen, detail);
        if (chosen.Count > 1 && !detail.Multiple)
        {
            throw ApiException.BadRequest("Multiple options chosen but this Human-in-the-loop task accepts only a single option.");
        }

        var now = call.Services.Clock.GetUtcNow();
        var user = new HitlUser(call.User.Name, call.User.Name);
        var input = call.Body.Find("params_input")?.GetRawText() ?? "{}";
        var options = new JsonArray([.. chosen.Select(static option => (JsonNode)option)]).ToJsonString(Wire.Json);
        var by = new JsonObject { ["id"] = user.Id, ["name"] = user.Name }.ToJsonString(Wire.Json);
        if (!await Answering.AnswerAsync(call.Services.HumanAnswers, call.Services.Stores, listed.Task, new HumanAnswer(now, by, options, input), call.Aborted))
        {
            throw Answered(listed);
        }

        call.Services.Wake.Wake("runs");
        var (dagId, runId, taskId, mapIndex) = listed.Task.Key;
        await call.AuditAsync(new AuditEntry
        {
            At = default,
            Event = call.OperationId,
            DagId = dagId,
            RunId = runId,
            TaskId = taskId,
            MapIndex = mapIndex,
            Extra = call.Body.GetRawText(),
        });
        await call.AnswerAsync(new HitlDetailResponse(user, now, new RawJson(options), new RawJson(input)));
    }

    private static async Task<ListedQuestion> FindAsync(ApiCall call)
    {
        var index = (int)Math.Clamp(call.Long("map_index") ?? -1, int.MinValue, int.MaxValue);
        var key = new TaskInstanceKey(call.Route("dag_id"), call.Route("dag_run_id"), call.Route("task_id"), index);
        var task = await TaskInstanceEndpoints.FindAsync(call, key) ?? throw NotFound(key);
        var detail = await call.Services.Resources.HumanInput.FindAsync(task.Task.Id, call.Aborted)
            ?? throw ApiException.NotFound($"Human-in-the-loop detail does not exist for Task Instance with id {task.Task.Id}");
        return new ListedQuestion(detail, task);
    }

    private static IReadOnlyList<string> ReadOptions(ApiCall call)
    {
        var problems = new List<JsonObject>();
        var options = new List<string>();
        var given = call.Body.GetProperty("chosen_options");
        foreach (var (index, option) in given.EnumerateArray().Index())
        {
            if (option.ValueKind == JsonValueKind.String)
            {
                options.Add(option.GetString()!);
            }
            else
            {
                problems.Add(Problems.Of(
                    "string_type", ["body", "chosen_options", index.ToString(System.Globalization.CultureInfo.InvariantCulture)], "Input should be a valid string", JsonNode.Parse(option.GetRawText())));
            }
        }

        if (given.GetArrayLength() == 0)
        {
            problems.Add(Problems.Of(
                "too_short",
                ["body", "chosen_options"],
                "List should have at least 1 item after validation, not 0",
                new JsonArray(),
                new JsonObject { ["field_type"] = "List", ["min_length"] = 1, ["actual_length"] = 0 }));
        }

        return problems.Count == 0 ? options : throw ApiException.Invalid(problems);
    }

    /// <summary>A question that is put to some people is theirs to answer.</summary>
    private static void CheckUser(ApiCall call, Engine.HumanInput.HitlDetail detail)
    {
        if (detail.Assignees is not { } json || JsonNode.Parse(json) is not JsonArray { Count: > 0 } assigned)
        {
            return;
        }

        if (!assigned.OfType<JsonObject>().Any(user => (string?)user["id"] == call.User.Name))
        {
            throw new ApiException(403, $"User={call.User.Name} (id={call.User.Name}) is not a respondent for the task.");
        }
    }

    /// <summary>Airflow's words, with the texts as Python writes a list of them.</summary>
    private static void CheckOptions(IReadOnlyList<string> chosen, Engine.HumanInput.HitlDetail detail)
    {
        List<string> allowed = [.. (JsonNode.Parse(detail.Options) as JsonArray ?? []).Select(static option => (string)option!)];
        var invalid = chosen.Except(allowed, StringComparer.Ordinal).ToList();
        if (invalid.Count > 0)
        {
            throw ApiException.BadRequest($"Invalid options {ListOf(invalid)}; allowed options are {ListOf(allowed.Distinct(StringComparer.Ordinal))}.");
        }
    }

    private static string ListOf(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Order(StringComparer.Ordinal).Select(static text => $"'{text}'"))}]";

    private static ApiException Answered(ListedTask listed) => ApiException.Conflict(
        $"Human-in-the-loop detail has already been updated for Task Instance with id {listed.Task.Id} and is not allowed to write again.");
}
