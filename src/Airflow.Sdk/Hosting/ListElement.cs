using System.Text.Json;

namespace Airflow.Hosting;

/// <summary>One element of a list that a task returned.</summary>
/// <param name="Count">Elements of the list.</param>
/// <param name="Value">The element; <see langword="null"/> when there are not as many.</param>
public sealed record ListElement(int Count, JsonElement? Value);
