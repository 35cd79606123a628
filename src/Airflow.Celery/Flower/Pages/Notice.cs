namespace Airflow.Celery.Flower.Pages;

/// <summary>What is said on top of the next page.</summary>
internal sealed record Notice(string Text, bool IsError);
