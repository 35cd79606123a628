namespace Airflow.Engine.Templates;

/// <summary>Which XCom a template asks for.</summary>
public sealed record TemplateXComQuery(string DagId, string RunId, string TaskId, string Key, bool IncludePriorDates);
