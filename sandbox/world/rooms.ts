import { DOMAINS } from './people';
import type { WorldRoom } from './types';

interface Building {
  name: string;
  zone: string;
  provider: 'google' | 'microsoft';
  rooms: [name: string, floor: string, capacity: number][];
}

const BUILDINGS: readonly Building[] = [
  {
    name: 'London Albion House',
    zone: 'Europe/London',
    provider: 'google',
    rooms: [
      ['Heron', '2', 6],
      ['Kestrel', '2', 4],
      ['Avocet', '3', 12],
    ],
  },
  {
    name: 'Berlin Spreeufer',
    zone: 'Europe/Berlin',
    provider: 'google',
    rooms: [
      ['Linde', '1', 6],
      ['Ahorn', '1', 4],
      ['Eiche', '4', 10],
    ],
  },
  {
    name: 'New York Pier 9',
    zone: 'America/New_York',
    provider: 'microsoft',
    rooms: [
      ['Hudson', '12', 8],
      ['Bowery', '12', 4],
      ['Astor', '14', 14],
    ],
  },
  {
    name: 'Bengaluru Lake View',
    zone: 'Asia/Kolkata',
    provider: 'microsoft',
    rooms: [
      ['Ulsoor', '5', 6],
      ['Hebbal', '5', 4],
      ['Sankey', '6', 16],
    ],
  },
];

/** Twelve rooms in four buildings, half at each provider. */
export function createRooms(): WorldRoom[] {
  return BUILDINGS.flatMap((building) =>
    building.rooms.map(([name, floor, capacity]) => ({
      email: `room-${building.name.split(' ')[0]!.toLowerCase()}-${name.toLowerCase()}@${building.provider === 'google' ? 'resource.larkspur.example' : DOMAINS.microsoft}`,
      name: `${name} (${capacity})`,
      building: building.name,
      floor,
      capacity,
      provider: building.provider,
      zone: building.zone,
    })),
  );
}
