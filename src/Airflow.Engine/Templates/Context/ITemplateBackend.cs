namespace Airflow.Engine.Templates;

/// <summary>Where templates get from what is not known before they ask; called while rendering, so the answers are waited for.</summary>
public interface ITemplateBackend
{
    /// <summary>The value of a variable; null when there is none.</summary>
    string? GetVariable(string key);

    /// <summary>A connection; null when there is none.</summary>
    Connections.Connection? GetConnection(string connectionId);

    /// <summary>The values that all instances of a task left, in order of their map index; null when there is none.</summary>
    IReadOnlyList<object?>? GetXComs(TemplateXComQuery query);

    /// <summary>The value that one instance of a task left; null when there is none. A task that is not mapped has the map index -1.</summary>
    object? GetXCom(TemplateXComQuery query, int mapIndex);

    /// <summary>The last successful run before; null when there is none.</summary>
    TemplatePreviousRun? GetPreviousSuccessfulRun();
}
