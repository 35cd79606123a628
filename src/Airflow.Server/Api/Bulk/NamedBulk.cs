using System.Text.Json;

namespace Airflow.Server.Api.Bulk;

/// <summary>
/// Bulk actions on what is known by a name alone: pools, variables, connections. What is there is asked once, before the first action. An action that
/// meets a name which it must not fails as a whole; what makes the whole call fail is found before anything is done.
/// </summary>
internal sealed class NamedBulk
{
    /// <summary>What errors call them, such as "pools with these pool names".</summary>
    public required string Words { get; init; }

    /// <summary>What it needs the right to, one of <see cref="Auth.ApiResources"/>.</summary>
    public required string Resource { get; init; }

    /// <summary>The name of an entity.</summary>
    public required Func<JsonElement, string> NameOf { get; init; }

    public required Func<string, Task<bool>> ExistsAsync { get; init; }

    /// <summary>Makes a new one, or replaces all of the one that is there.</summary>
    public required Func<JsonElement, Task> SaveAsync { get; init; }

    /// <summary>Changes the fields that are given, and named by the mask if there is one.</summary>
    public required Func<JsonElement, IReadOnlyList<string>?, Task> UpdateAsync { get; init; }

    public required Func<string, Task> DeleteAsync { get; init; }

    /// <summary>Whether an action sees what one before it in the call created.</summary>
    public bool SeesCreated { get; init; }

    /// <summary>Whether one that is created twice makes the call fail; else the second one replaces the first.</summary>
    public bool RefusesTwins { get; init; }

    /// <summary>What of an entity to update makes the whole call fail: throws.</summary>
    public Action<JsonElement>? RefuseUpdate { get; init; }

    public async Task<BulkResponse> RunAsync(ApiCall call)
    {
        var actions = BulkAction.ReadAll(call.Body);
        BulkRun.Authorize(call, Resource, actions);
        var names = actions.SelectMany(static action => action.Entities).Select(KeyOf).ToHashSet(StringComparer.Ordinal);
        var present = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (await ExistsAsync(name))
            {
                present.Add(name);
            }
        }

        RefuseWhole(actions, present);
        return await BulkRun.RunAsync(call, resource: null, (action, result) => action.Kind switch
        {
            BulkActionKind.Create => CreateAsync(action, result, present),
            BulkActionKind.Update => UpdateAllAsync(action, result, present),
            _ => DeleteAllAsync(action, result, present),
        });
    }

    private async Task CreateAsync(BulkAction action, BulkActionResponse result, HashSet<string> present)
    {
        var taken = action.Entities.Select(KeyOf).Where(present.Contains).Distinct(StringComparer.Ordinal).ToList();
        if (taken.Count > 0 && action.OnExistence == "fail")
        {
            throw ApiException.Conflict($"The {Words}: {SetOf(taken)} already exist.");
        }

        foreach (var entity in action.Entities.Where(entity => action.Overwrites || !present.Contains(KeyOf(entity))))
        {
            await SaveAsync(entity);
            result.Success.Add(KeyOf(entity));
        }

        if (SeesCreated)
        {
            present.UnionWith(action.Entities.Select(KeyOf));
        }
    }

    private void RefuseWhole(IReadOnlyList<BulkAction> actions, HashSet<string> present)
    {
        var known = present.ToHashSet(StringComparer.Ordinal);
        var created = new HashSet<string>(StringComparer.Ordinal);
        foreach (var action in actions)
        {
            var keys = action.Entities.Select(KeyOf).ToList();
            if (action.Kind == BulkActionKind.Create && !(action.OnExistence == "fail" && keys.Exists(known.Contains)))
            {
                if (RefusesTwins && keys.Exists(key => !known.Contains(key) && !created.Add(key)))
                {
                    throw ApiException.UniqueViolation();
                }

                known.UnionWith(SeesCreated ? keys : []);
            }
            else if (action.Kind == BulkActionKind.Update)
            {
                RefuseUpdates(action, known);
            }
        }
    }

    private void RefuseUpdates(BulkAction action, HashSet<string> known)
    {
        if (RefuseUpdate is not { } refuse || !(action.SkipsMissing || action.Entities.Select(KeyOf).All(known.Contains)))
        {
            return;
        }

        foreach (var entity in action.Entities.Where(entity => known.Contains(KeyOf(entity))))
        {
            refuse(entity);
        }
    }

    private async Task UpdateAllAsync(BulkAction action, BulkActionResponse result, HashSet<string> present)
    {
        RefuseMissing(action, present);
        foreach (var entity in action.Entities.Where(entity => present.Contains(KeyOf(entity))))
        {
            await UpdateAsync(entity, action.UpdateMask);
            result.Success.Add(KeyOf(entity));
        }
    }

    private async Task DeleteAllAsync(BulkAction action, BulkActionResponse result, HashSet<string> present)
    {
        RefuseMissing(action, present);
        foreach (var name in action.Entities.Select(KeyOf).Distinct(StringComparer.Ordinal).Where(present.Contains))
        {
            await DeleteAsync(name);
            result.Success.Add(name);
        }
    }

    private void RefuseMissing(BulkAction action, HashSet<string> present)
    {
        var missing = action.Entities.Select(KeyOf).Where(name => !present.Contains(name)).Distinct(StringComparer.Ordinal).ToList();
        if (missing.Count > 0 && !action.SkipsMissing)
        {
            throw ApiException.NotFound($"The {Words}: {SetOf(missing)} were not found.");
        }
    }

    private string KeyOf(JsonElement entity) => entity.ValueKind == JsonValueKind.String ? entity.GetString()! : NameOf(entity);

    /// <summary>Names as Python writes a set.</summary>
    private static string SetOf(IEnumerable<string> names) => $"{{{string.Join(", ", names.Select(static name => $"'{name}'"))}}}";
}
