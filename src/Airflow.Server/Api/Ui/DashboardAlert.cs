namespace Airflow.Server.Api.Ui;

/// <summary>Something that everybody is told.</summary>
/// <param name="Text">Markdown.</param>
/// <param name="Category">info, warning or error.</param>
internal sealed record DashboardAlert(string Text, string Category);
