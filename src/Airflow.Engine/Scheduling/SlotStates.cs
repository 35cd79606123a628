using System.Collections;
using Airflow.Engine.Scheduling.Rules;

namespace Airflow.Engine.Scheduling;

/// <summary>The slots of a task as the rules see them, without copying.</summary>
internal sealed class SlotStates(List<TaskSlot> slots) : IReadOnlyList<InstanceState>
{
    public int Count => slots.Count;

    public InstanceState this[int index] => new(slots[index].MapIndex, slots[index].State);

    public IEnumerator<InstanceState> GetEnumerator()
    {
        foreach (var slot in slots)
        {
            yield return new InstanceState(slot.MapIndex, slot.State);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
