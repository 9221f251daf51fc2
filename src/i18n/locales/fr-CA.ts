import type {Words} from '../strings.js';
import french from './fr-FR.js';

const words: Words = {
  ...french,
  'text': 'Texter {who}',
  'error.national-number': 'L’indicatif du pays manque, nous ne pouvons donc pas appeler ce numéro. Ajoutez l’indicatif, par exemple +1.',
  'error.star-code': 'C’est un code étoile, pas un numéro de téléphone. Composez-le directement sur votre téléphone.',
  'hang-up-call': 'Raccrocher: appel à {who}',
  'voicemail': 'La boîte vocale a répondu.',
  'ask.always': 'Appeler {who}?',
  'ask.international': 'Appeler {who}? C’est un appel international.',
  'ask.premium-rate': 'Appeler {who}? Des frais supplémentaires s’appliquent aux appels vers ce numéro.',
  'ask.satellite': 'Appeler {who}? Des frais supplémentaires s’appliquent aux appels vers les téléphones satellites.',
  'ask.ringing': 'Un appel à {who} est encore en cours. Appeler à nouveau?',
  'ask.phone': 'Quel téléphone faire sonner?',
  'ways.question': 'Rien ne s’est ouvert?',
  'stale.signed-out': 'Vous êtes déconnecté. Votre appel continue sur votre téléphone; connectez-vous pour le voir ici.',
  'select.invalid': 'Saisissez le numéro complet, avec l’indicatif du pays, par exemple +1.',
  'kind.mobile': 'Cellulaire',
  'kind.toll-free': 'Sans frais',
  'error.not-loaded': 'Une partie de la page n’a pas pu être chargée. Vérifiez votre connexion Internet ou rechargez la page.',
  'sign-in.sdk-load': 'Une partie de la page n’a pas pu être chargée. Vérifiez votre connexion Internet ou rechargez la page.',
  'sign-in.offline': 'Impossible de joindre RingCentral. Vérifiez votre connexion Internet et réessayez.',
  'inbound.say.ringing': 'Appel entrant: {who}.',
  'inbound.say.answered': 'Appel décroché: {who}.',
  'inbound.say.ended': 'Appel terminé: {who}.',
  'inbound.say.missed': 'Appel manqué: {who}.',
  'inbound.say.elsewhere': 'Appel décroché ailleurs: {who}.',
  'inbound.say.declined': 'Appel refusé: {who}.',
};

export default words;
